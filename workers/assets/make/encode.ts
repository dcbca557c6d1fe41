import { type Document, Logger, NodeIO } from '@gltf-transform/core';
import { KHRMaterialsVariants, KHRMeshQuantization } from '@gltf-transform/extensions';
import { cloneDocument, dedup, dequantize, draco, meshopt, prune, textureCompress } from '@gltf-transform/functions';
import draco3d from 'draco3dgltf';
import { MeshoptEncoder } from 'meshoptimizer';
import { readable } from '#kit/models/extensions.ts';
import { openImageEncoder } from './images.ts';
import type { Encoding } from './result.ts';

/** Extensions that only compress: a plain file has none of them. */
const compressions = ['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_meshopt_compression'];

/** Writes documents as GLB. */
export interface Encoder {
  /** The document with its geometry as it is and its images as PNG, for viewers without any decoder. */
  plain(source: Document): Promise<Uint8Array>;
  /** The document with compressed geometry, and images as WebP of at most `side` pixels. */
  compressed(source: Document, encoding: Exclude<Encoding, 'PLAIN'>, side: number): Promise<Uint8Array>;
}

/** Loads the encoders, which are WebAssembly. */
export async function openEncoder(): Promise<Encoder> {
  await MeshoptEncoder.ready;
  const io = new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(readable)
    .registerDependencies({
      'meshopt.encoder': MeshoptEncoder,
      'draco3d.encoder': await draco3d.createEncoderModule(),
    });
  const images = openImageEncoder();
  return {
    async plain(source) {
      const document = silent(source);
      await document.transform(
        dequantize(),
        textureCompress({ encoder: images, targetFormat: 'png', formats: /webp|avif/ }),
      );
      for (const extension of document.getRoot().listExtensionsUsed()) {
        const isOnlyCompression =
          compressions.includes(extension.extensionName) ||
          extension.extensionName === KHRMeshQuantization.EXTENSION_NAME;
        if (isOnlyCompression) extension.dispose();
      }
      return io.writeBinary(document);
    },

    async compressed(source, encoding, side) {
      const document = silent(source);
      // Textures are read from the source each time, so that none is compressed twice with losses.
      await document.transform(
        dedup(),
        // A variant of a material may need attributes that the default one does not.
        prune({ keepAttributes: hasVariants(source) }),
        toWebp(images, /^normalTexture/, 92, side),
        toWebp(images, /^(?!normalTexture)/, 84, side),
      );
      for (const extension of document.getRoot().listExtensionsUsed()) {
        if (compressions.includes(extension.extensionName)) extension.dispose();
      }
      await document.transform(
        encoding === 'DRACO_WEBP' ? draco() : meshopt({ encoder: MeshoptEncoder, level: 'medium' }),
      );
      return io.writeBinary(document);
    },
  };
}

function hasVariants(document: Document): boolean {
  return document
    .getRoot()
    .listExtensionsUsed()
    .some(({ extensionName }) => extensionName === KHRMaterialsVariants.EXTENSION_NAME);
}

/** Normal maps need a higher quality: artefacts of compression are visible in reflections. */
function toWebp(encoder: unknown, slots: RegExp, quality: number, side: number) {
  return textureCompress({ encoder, targetFormat: 'webp', resize: [side, side], slots, quality, effort: 40 });
}

function silent(source: Document): Document {
  return cloneDocument(source).setLogger(new Logger(Logger.Verbosity.SILENT));
}
