import { type Accessor, type Document, type GLTF, type Node, Primitive } from '@gltf-transform/core';
import { EXTMeshGPUInstancing, KHRNodeVisibility } from '@gltf-transform/extensions';
import { draco, instance, meshopt, quantize } from '@gltf-transform/functions';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MeshoptEncoder } from 'meshoptimizer';
import { openEditor } from '#tests/support/models/models.ts';
import { inspectGlb } from './glb.ts';

let editor: Awaited<ReturnType<typeof openEditor>>;

beforeAll(async () => {
  editor = await openEditor();
});

const accessor = (document: Document, type: GLTF.AccessorType, array: Float32Array | Uint16Array): Accessor => {
  const [buffer] = document.getRoot().listBuffers();
  return document
    .createAccessor()
    .setType(type)
    .setArray(array as Float32Array<ArrayBuffer>)
    .setBuffer(buffer ?? null);
};

const strip = Primitive.Mode.TRIANGLE_STRIP as GLTF.MeshPrimitiveMode;

/** Corners of a square, one metre wide, in the order of a strip. */
const corners = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]);

const square = (document: Document, mode: GLTF.MeshPrimitiveMode = strip): Primitive =>
  document
    .createPrimitive()
    .setMode(mode)
    .setAttribute('POSITION', accessor(document, 'VEC3', corners));

const standing = (document: Document, primitive: Primitive): Node => {
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  document.getRoot().getDefaultScene()?.addChild(node);
  return node;
};

const measuresOf = async (glb: Uint8Array) => {
  const { facts, issues } = await inspectGlb(glb);
  expect(issues.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  return { triangles: facts?.triangles, ...facts?.boundingBox };
};

const measured = async (build: (document: Document) => unknown) => measuresOf(await editor.build(build));

describe('The triangles of a model', () => {
  it('are counted by the mode of its primitives; points and lines extend the box but have no triangles', async () => {
    const { POINTS, LINES, LINE_STRIP, TRIANGLE_FAN } = Primitive.Mode;
    const all = await measured((document) => {
      const triangles = square(document, Primitive.Mode.TRIANGLES);
      triangles.setIndices(accessor(document, 'SCALAR', new Uint16Array([0, 1, 2, 2, 1, 3])));
      standing(document, triangles);
      standing(document, square(document));
      standing(document, square(document, TRIANGLE_FAN));
      standing(document, square(document, POINTS)).setTranslation([0, 0, -1]);
      standing(document, square(document, LINES)).setTranslation([0, 5, 0]);
      standing(document, square(document, LINE_STRIP));
    });

    expect(all).toEqual({ triangles: 6, min: [0, 0, -1], max: [1, 6, 0] });
  });

  it('are counted for each drawn node, and not for meshes and scenes that are not drawn', async () => {
    const all = await measured((document) => {
      const mesh = standing(document, square(document)).getMesh();
      const other = document.createNode().setMesh(mesh).setTranslation([2, 0, 0]);
      document.getRoot().getDefaultScene()?.addChild(other);
      document.createMesh().addPrimitive(square(document));
      document.createScene().addChild(document.createNode().setMesh(mesh).setTranslation([9, 0, 0]));
    });

    expect(all).toEqual({ triangles: 4, min: [0, 0, 0], max: [3, 1, 0] });
  });

  it('are not counted below a hidden node', async () => {
    const all = await measured((document) => {
      const visibility = document.createExtension(KHRNodeVisibility).setRequired(true);
      standing(document, square(document));
      const hidden = standing(document, square(document));
      hidden.setExtension('KHR_node_visibility', visibility.createVisibility().setVisible(false));
      hidden.addChild(document.createNode().setMesh(hidden.getMesh()).setTranslation([4, 4, 4]));
    });

    expect(all).toEqual({ triangles: 2, min: [0, 0, 0], max: [1, 1, 0] });
  });
});

describe('The instances of a model', () => {
  /** Three squares: one a metre up, one twice as large, one rotated by 90 degrees. */
  const instanced = (required: boolean) => (document: Document) => {
    const extension = document.createExtension(EXTMeshGPUInstancing).setRequired(required);
    const half = Math.SQRT1_2;
    const instances = extension
      .createInstancedMesh()
      .setAttribute('TRANSLATION', accessor(document, 'VEC3', new Float32Array([0, 1, 0, 0, 0, 0, 0, 0, 0])))
      .setAttribute(
        'ROTATION',
        accessor(document, 'VEC4', new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, half, half])),
      )
      .setAttribute('SCALE', accessor(document, 'VEC3', new Float32Array([1, 1, 1, 2, 2, 2, 1, 1, 1])));
    standing(document, square(document)).setTranslation([10, 0, 0]).setExtension('EXT_mesh_gpu_instancing', instances);
  };

  it.each([true, false])('are each counted and extend the box, with the extension required: %s', async (required) => {
    expect(await measured(instanced(required))).toEqual({ triangles: 6, min: [9, 0, 0], max: [12, 2, 0] });
  });

  it('are the same when a tool creates them from nodes and compresses them', async () => {
    const separate = await editor.build((document) => {
      const mesh = standing(document, square(document)).getMesh();
      for (const x of [2, 4, 6, 8]) {
        document
          .getRoot()
          .getDefaultScene()
          ?.addChild(document.createNode().setMesh(mesh).setTranslation([x, 0, 0]));
      }
    });
    const merged = await editor.edit(separate, (document) => document.transform(instance()));
    const packed = await editor.edit(merged, (document) =>
      document.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' })),
    );

    const expected = { triangles: 10, min: [0, 0, 0], max: [9, 1, 0] };
    expect((await inspectGlb(packed)).facts?.extensionsUsed).toContain('EXT_mesh_gpu_instancing');
    expect([await measuresOf(separate), await measuresOf(merged), await measuresOf(packed)]).toEqual([
      expected,
      expected,
      expected,
    ]);
  });
});

describe('The box of a model', () => {
  it('contains its points, and not the corners of rotated boxes', async () => {
    const eighth = Math.sin(Math.PI / 8);
    const all = await measured((document) => {
      const triangle = document.createPrimitive();
      triangle.setAttribute('POSITION', accessor(document, 'VEC3', new Float32Array([0, 0, 0, 3, 0, 0, 0, 3, 0])));
      standing(document, triangle).setRotation([0, 0, eighth, Math.cos(Math.PI / 8)]);
    });

    expect(all).toEqual({ triangles: 1, min: [-2.12132, 0, 0], max: [2.12132, 2.12132, 0] });
  });

  it('contains points morphed by the weights of the node, or else of the mesh', async () => {
    const morphing = (weights: number[], own: number[]) => (document: Document) => {
      const up = accessor(document, 'VEC3', new Float32Array([0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0]));
      const primitive = square(document).addTarget(document.createPrimitiveTarget().setAttribute('POSITION', up));
      const node = standing(document, primitive).setWeights(own);
      node.getMesh()?.setWeights(weights);
    };

    expect(await measured(morphing([0], []))).toMatchObject({ max: [1, 1, 0] });
    expect(await measured(morphing([0.5], []))).toMatchObject({ max: [1, 3, 0] });
    expect(await measured(morphing([0.5], [1]))).toMatchObject({ max: [1, 5, 0] });
  });

  it('contains points as their joints place them, regardless of the transformation of their node', async () => {
    const skinned = (document: Document) => {
      const primitive = square(document)
        .setAttribute(
          'JOINTS_0',
          accessor(document, 'VEC4', new Uint16Array([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0])),
        )
        .setAttribute(
          'WEIGHTS_0',
          accessor(document, 'VEC4', new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 0.5, 0.5, 0, 0, 1, 0, 0, 0])),
        );
      const [foot, head] = [document.createNode(), document.createNode().setTranslation([0, 3, 0])];
      // Bound while the head was one metre up.
      const bound = new Float32Array(32);
      for (const start of [0, 16]) for (const step of [0, 5, 10, 15]) bound[start + step] = 1;
      bound[16 + 13] = -1;
      const skin = document.createSkin().addJoint(foot).addJoint(head);
      skin.setInverseBindMatrices(accessor(document, 'MAT4', bound));
      standing(document, primitive).setSkin(skin).setTranslation([100, 0, 0]);
      document.getRoot().getDefaultScene()?.addChild(foot.addChild(head));
    };

    expect(await measured(skinned)).toEqual({ triangles: 2, min: [0, 0, 0], max: [1, 3, 0] });
  });

  it('equals that of the uncompressed file when a moved and scaled model is quantised or compressed', async () => {
    const plain = await editor.build((document) => {
      standing(document, square(document)).setTranslation([-3, 0.5, 7]).setScale([2, 3, 1]);
    });
    const changes = [quantize(), draco(), meshopt({ encoder: MeshoptEncoder })];
    const changed = await Promise.all(
      changes.map((change) => editor.edit(plain, (document) => document.transform(change)).then(inspectGlb)),
    );

    for (const { facts } of [await inspectGlb(plain), ...changed]) {
      const { min, max } = facts?.boundingBox ?? { min: [], max: [] };
      [...min, ...max].forEach((part, place) => {
        expect(part).toBeCloseTo([-3, 0.5, 7, -1, 3.5, 7][place] as number, 3);
      });
    }
  });
});
