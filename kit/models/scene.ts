import {
  MathUtils,
  type mat4,
  type Node,
  type Primitive,
  type Root,
  type Scene,
  type Skin,
  type vec3,
  type vec4,
} from '@gltf-transform/core';
import type { InstancedMesh, Visibility } from '@gltf-transform/extensions';

/** A drawn primitive. */
export interface Drawn {
  primitive: Primitive;
  /** The weights of the morph targets. */
  weights: readonly number[];
  /** The skin that places it in the world; null when `placements` do. */
  skin: Skin | null;
  /** The number of instances. */
  instances: number;
  /** The matrices from the primitive to the world, one for each instance. */
  placements(): Iterable<mat4>;
}

/**
 * What a viewer draws when it opens the file: the default scene, or else the first one, without nodes that
 * KHR_node_visibility hides. Animations are not played.
 */
export function drawnIn(root: Root): Drawn[] {
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  return scene ? visibleNodes(scene).flatMap(drawnBy) : [];
}

function visibleNodes(scene: Scene): Node[] {
  const visible: Node[] = [];
  const rest = [...scene.listChildren()];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.getExtension<Visibility>('KHR_node_visibility')?.getVisible() === false) continue;
    visible.push(node);
    rest.push(...node.listChildren());
  }
  return visible;
}

function drawnBy(node: Node): Drawn[] {
  const mesh = node.getMesh();
  if (!mesh) return [];
  const nodeWeights = node.getWeights();
  const weights = nodeWeights.length > 0 ? nodeWeights : mesh.getWeights();
  return mesh.listPrimitives().map((primitive) => {
    const skin = primitive.getAttribute('JOINTS_0') ? node.getSkin() : null;
    const transforms = skin ? null : node.getExtension<InstancedMesh>('EXT_mesh_gpu_instancing');
    const [first] = transforms?.listAttributes() ?? [];
    const instances = first?.getCount() ?? 1;
    const placements = () => placementsOf(node.getWorldMatrix(), first ? transforms : null, instances);
    return { primitive, weights, skin, instances, placements };
  });
}

/** The matrices of a node's mesh: one, or those of EXT_mesh_gpu_instancing. */
function* placementsOf(world: mat4, transforms: InstancedMesh | null, instances: number): Iterable<mat4> {
  if (!transforms) return yield world;
  const read = (name: string, instance: number) => transforms.getAttribute(name)?.getElement<number[]>(instance, []);
  for (let instance = 0; instance < instances; instance++) {
    const local = MathUtils.compose(
      (read('TRANSLATION', instance) ?? [0, 0, 0]) as vec3,
      (read('ROTATION', instance) ?? [0, 0, 0, 1]) as vec4,
      (read('SCALE', instance) ?? [1, 1, 1]) as vec3,
      new Array<number>(16).fill(0) as mat4,
    );
    yield product(world, local);
  }
}

/** The matrix product `first` × `second`, which applies `second` first; both column-major, as in glTF. */
export function product(first: Readonly<mat4>, second: Readonly<mat4>): mat4 {
  const result = new Array<number>(16).fill(0);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let step = 0; step < 4; step++) {
        sum += (first[step * 4 + row] as number) * (second[column * 4 + step] as number);
      }
      result[column * 4 + row] = sum;
    }
  }
  return result as unknown as mat4;
}
