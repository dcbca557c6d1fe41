import { z } from 'zod';

/**
 * The parts of a glTF file's JSON that declare sizes and references to other files. They are checked before decoding.
 * Objects may have other fields, which the Khronos validator checks.
 */
const index = z.int().min(0);
const count = z.number().min(0);
const names = z.array(z.string());

const meshoptView = z.looseObject({ count, byteStride: count });

const declaredShape = z.looseObject({
  extensionsUsed: names.default([]),
  extensionsRequired: names.default([]),
  accessors: z.array(z.looseObject({ count, componentType: z.number(), type: z.string() })).default([]),
  bufferViews: z
    .array(
      z.looseObject({
        byteLength: count,
        extensions: z
          .looseObject({
            EXT_meshopt_compression: meshoptView.optional(),
            KHR_meshopt_compression: meshoptView.optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  buffers: z.array(z.looseObject({ uri: z.string().optional() })).default([]),
  images: z
    .array(z.looseObject({ uri: z.string().optional(), bufferView: index.optional(), mimeType: z.string().optional() }))
    .default([]),
  nodes: z.array(z.looseObject({ children: z.array(index).default([]) })).default([]),
  meshes: z.array(z.looseObject({ primitives: z.array(z.unknown()) })).default([]),
  materials: z.array(z.unknown()).default([]),
  textures: z.array(z.unknown()).default([]),
  skins: z.array(z.unknown()).default([]),
  animations: z.array(z.looseObject({ channels: z.array(z.unknown()), samplers: z.array(z.unknown()) })).default([]),
});

export type DeclaredSizes = z.output<typeof declaredShape>;

/** Parses the declarations; undefined when the JSON is not glTF 2.0. */
export function readDeclaredSizes(json: unknown): DeclaredSizes | undefined {
  return declaredShape.safeParse(json).data;
}

/** Bytes of a component by glTF's `componentType`. */
const componentBytes: Record<number, number> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };

const components: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 };

/** Declared bytes of the decoded geometry and of the images, which stay compressed. */
export function decodedBytes({ accessors, bufferViews, images }: DeclaredSizes): number {
  const ofAccessors = accessors.map(
    ({ count, componentType, type }) => count * (componentBytes[componentType] ?? 8) * (components[type] ?? 16),
  );
  const ofViews = bufferViews.map(({ extensions }) => {
    const packed = extensions?.EXT_meshopt_compression ?? extensions?.KHR_meshopt_compression;
    return packed ? packed.count * packed.byteStride : 0;
  });
  const ofImages = images.map(({ bufferView }) => bufferViews[bufferView ?? -1]?.byteLength ?? 0);
  return [...ofAccessors, ...ofViews, ...ofImages].reduce((sum, bytes) => sum + bytes, 0);
}

/** The number of objects in the file. */
export function objectCount(declared: DeclaredSizes): number {
  const { accessors, bufferViews, images, nodes, meshes, materials, textures, skins, animations } = declared;
  const lists = [accessors, bufferViews, images, nodes, meshes, materials, textures, skins];
  const inside = [
    ...meshes.map(({ primitives }) => primitives),
    ...animations.flatMap(({ channels, samplers }) => [channels, samplers]),
  ];
  return [...lists, ...inside].reduce((sum, { length }) => sum + length, 0);
}

/** The deepest nesting of nodes; Infinity when they form a cycle. */
export function nodeDepth({ nodes }: DeclaredSizes): number {
  const parents = nodes.map(() => 0);
  for (const { children } of nodes) for (const child of children) parents[child] = (parents[child] ?? 0) + 1;
  let level = nodes.flatMap((_, node) => (parents[node] ? [] : [node]));
  let depth = 0;
  let seen = 0;
  while (level.length > 0) {
    depth += 1;
    seen += level.length;
    // A node is on the level below its last parent.
    level = level.flatMap((node) =>
      (nodes[node]?.children ?? []).filter((child) => {
        parents[child] = (parents[child] as number) - 1;
        return parents[child] === 0 && child < nodes.length;
      }),
    );
  }
  return seen === nodes.length ? depth : Number.POSITIVE_INFINITY;
}

/** The other files that the file refers to, each with the JSON pointer of the reference. */
export function externalFiles({ buffers, images }: DeclaredSizes): { uri: string; pointer: string }[] {
  const places = [
    ...buffers.map(({ uri }, place) => ({ uri, pointer: `/buffers/${place}/uri` })),
    ...images.map(({ uri }, place) => ({ uri, pointer: `/images/${place}/uri` })),
  ];
  return places.filter((place): place is { uri: string; pointer: string } => !/^data:/i.test(place.uri ?? 'data:'));
}
