import { z } from 'zod';

/**
 * What the JSON of a glTF file says about sizes and about other files, as far as it matters before anything is decoded.
 * Objects may hold more; the Khronos validator decides about the rest.
 */
const index = z.int().min(0);
const count = z.number().min(0);
const names = z.array(z.string());

const meshoptView = z.looseObject({ count, byteStride: count });

const claimsShape = z.looseObject({
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

export type Claims = z.output<typeof claimsShape>;

/** Reads the claims; undefined where the JSON does not have the form of glTF 2.0. */
export function readClaims(json: unknown): Claims | undefined {
  return claimsShape.safeParse(json).data;
}

/** Bytes of one component by glTF's number of its type. */
const componentBytes: Record<number, number> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };

const components: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 };

/** Bytes that the file's geometry and images take when they are decoded, as it says itself; images stay compressed. */
export function decodedBytes({ accessors, bufferViews, images }: Claims): number {
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

/** How many objects the file consists of. */
export function objectCount(claims: Claims): number {
  const { accessors, bufferViews, images, nodes, meshes, materials, textures, skins, animations } = claims;
  const lists = [accessors, bufferViews, images, nodes, meshes, materials, textures, skins];
  const inside = [
    ...meshes.map(({ primitives }) => primitives),
    ...animations.flatMap(({ channels, samplers }) => [channels, samplers]),
  ];
  return [...lists, ...inside].reduce((sum, { length }) => sum + length, 0);
}

/** How many nodes stand below each other at most; Infinity where nodes are their own descendants. */
export function nodeDepth({ nodes }: Claims): number {
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

/** Addresses of other files that the file needs, each with its place as a JSON pointer. */
export function externalFiles({ buffers, images }: Claims): { uri: string; pointer: string }[] {
  const places = [
    ...buffers.map(({ uri }, place) => ({ uri, pointer: `/buffers/${place}/uri` })),
    ...images.map(({ uri }, place) => ({ uri, pointer: `/images/${place}/uri` })),
  ];
  return places.filter((place): place is { uri: string; pointer: string } => !/^data:/i.test(place.uri ?? 'data:'));
}
