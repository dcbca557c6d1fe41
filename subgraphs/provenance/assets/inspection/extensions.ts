import type { GLTF } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';

/** Extensions of data that no viewer on the web reads yet, and that the Khronos validator takes for errors. */
const experimental = ['KHR_accessor_float16', 'KHR_accessor_float64', 'KHR_mesh_primitive_restart'];

/** Read as `EXT_meshopt_compression`, which has the same fields; the decoder knows both bit streams. */
const meshopt = 'KHR_meshopt_compression';

/** Extensions without effect on what is measured: what they move, moves in animations. */
const effectless = ['KHR_animation_pointer'];

/** Classes that read the extensions. */
export const readable = ALL_EXTENSIONS.filter(({ EXTENSION_NAME }) => !experimental.includes(EXTENSION_NAME));

/** Names of the extensions that a file may require. */
export const supported: ReadonlySet<string> = new Set([
  ...readable.map(({ EXTENSION_NAME }) => EXTENSION_NAME),
  ...effectless,
  meshopt,
]);

/** The same glTF with names under which its extensions can be read, and without demands that reading does not meet. */
export function readableJson(json: GLTF.IGLTF): GLTF.IGLTF {
  const renamed = <Holder extends { extensions?: Record<string, unknown> }>(holder: Holder): Holder => {
    if (!holder.extensions?.[meshopt]) return holder;
    return { ...holder, extensions: { ...holder.extensions, EXT_meshopt_compression: holder.extensions[meshopt] } };
  };
  const names = (json.extensionsUsed ?? []).map((name) => (name === meshopt ? 'EXT_meshopt_compression' : name));
  const required = (json.extensionsRequired ?? []).map((name) => (name === meshopt ? 'EXT_meshopt_compression' : name));
  return {
    ...json,
    extensionsUsed: [...new Set(names)],
    extensionsRequired: required.filter((name) => !effectless.includes(name)),
    ...(json.bufferViews && { bufferViews: json.bufferViews.map(renamed) }),
    ...(json.buffers && { buffers: json.buffers.map(renamed) }),
  };
}
