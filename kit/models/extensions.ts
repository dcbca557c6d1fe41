import type { GLTF } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';

/** Extensions that no web viewer supports yet and that the Khronos validator reports as errors. */
const experimental = ['KHR_accessor_float16', 'KHR_accessor_float64', 'KHR_mesh_primitive_restart'];

/** Read as `EXT_meshopt_compression`, which has the same fields; the decoder supports both bit streams. */
const meshopt = 'KHR_meshopt_compression';

/** Extensions that affect only animations, which are not measured. */
const ignored = ['KHR_animation_pointer'];

/** The extension classes for decoding. */
export const readable = ALL_EXTENSIONS.filter(({ EXTENSION_NAME }) => !experimental.includes(EXTENSION_NAME));

/** The extensions that a file may require. */
export const supported: ReadonlySet<string> = new Set([
  ...readable.map(({ EXTENSION_NAME }) => EXTENSION_NAME),
  ...ignored,
  meshopt,
]);

/** The glTF with the extension names that the decoder knows, and without required extensions that it ignores. */
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
    extensionsRequired: required.filter((name) => !ignored.includes(name)),
    ...(json.bufferViews && { bufferViews: json.bufferViews.map(renamed) }),
    ...(json.buffers && { buffers: json.buffers.map(renamed) }),
  };
}
