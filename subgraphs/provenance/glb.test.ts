import { describe, expect, it } from '@jest/globals';
import { inspectGlb } from './glb.ts';
import { inspect } from './inspector.ts';

/** The JSON of a triangle, one metre wide, that stands two metres towards the viewer. */
const triangle = {
  asset: { version: '2.0' },
  scene: 0,
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0, translation: [0, 0, 2] }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
  accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
  bufferViews: [{ buffer: 0, byteLength: 36, target: 34962 }],
  buffers: [{ byteLength: 36 }],
};

/** That JSON, changed, and its points as binary glTF. */
function glb(change: object = {}): Buffer {
  const json = JSON.stringify({ ...triangle, ...change });
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const points = Buffer.from(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);
  const chunks = [
    numbers(text.length),
    Buffer.from('JSON'),
    text,
    numbers(points.length),
    Buffer.from('BIN\0'),
    points,
  ];
  return Buffer.concat([Buffer.from('glTF'), numbers(2, 12 + Buffer.concat(chunks).length), ...chunks]);
}

const numbers = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);

const codes = async (change: object) => {
  const { issues, facts } = await inspectGlb(glb(change));
  expect(facts).toBeNull();
  return issues.filter(({ severity }) => severity === 'ERROR').map(({ code }) => code);
};

describe('A GLB', () => {
  it('is measured as it stands in its scene; where it names no material, it is rendered with the default one', async () => {
    expect(await inspectGlb(glb())).toEqual({
      issues: [],
      facts: { triangles: 1, boundingBox: { min: [0, 0, 2], max: [1, 1, 2] }, materials: 1 },
    });
  });

  it('is told the gravest finding first, and accepted where none is an error', async () => {
    const { issues, facts } = await inspectGlb(
      glb({ materials: [{}, {}], bufferViews: [{ buffer: 0, byteLength: 36 }], extensionsUsed: ['X_unknown'] }),
    );

    expect(issues.map(({ severity, code, pointer }) => [severity, code, pointer])).toEqual([
      ['INFO', 'UNSUPPORTED_EXTENSION', '/extensionsUsed/0'],
      ['INFO', 'UNUSED_OBJECT', '/materials/0'],
      ['INFO', 'UNUSED_OBJECT', '/materials/1'],
      ['HINT', 'BUFFER_VIEW_TARGET_MISSING', '/meshes/0/primitives/0/attributes/POSITION'],
    ]);
    expect(facts?.materials).toBe(2);
  });

  it('is refused when it is broken', async () => {
    const [accessor] = triangle.accessors;

    expect(await codes({ accessors: [{ ...accessor, count: 4 }] })).toEqual(['ACCESSOR_TOO_LONG']);
  });

  it('is refused when it shows nothing', async () => {
    expect(await codes({ nodes: [{}] })).toEqual(['EMPTY']);
    expect(await codes({ scene: undefined, scenes: undefined })).toEqual(['EMPTY']);
  });

  it('is refused when it is not whole by itself', async () => {
    expect(await codes({ images: [{ uri: 'map.png' }] })).toEqual(['IO_ERROR']);
    expect(await codes({ buffers: [{ byteLength: 36, uri: 'file:///etc/hostname' }] })).toEqual(['IO_ERROR']);
  });

  it('is refused when it cannot be read without a decoder', async () => {
    const draco = ['KHR_draco_mesh_compression'];

    expect(await codes({ extensionsUsed: draco, extensionsRequired: draco })).toEqual(['UNREADABLE']);
  });
});

describe('An inspection', () => {
  it('is done on a thread of its own', async () => {
    expect(await inspect({ role: 'MODEL_GLB', file: glb() })).toEqual(await inspectGlb(glb()));
  });

  it('that takes too long is given up, and the file refused', async () => {
    expect(await inspect({ role: 'MODEL_GLB', file: glb() }, 1)).toEqual({
      issues: [expect.objectContaining({ code: 'TOO_INTRICATE', severity: 'ERROR' })],
      facts: null,
    });
  });
});
