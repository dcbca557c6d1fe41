import { Document, Logger, NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import draco3d from 'draco3dgltf';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';

/** Reads and writes GLBs with all extensions of glTF-Transform. */
export async function openEditor() {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  const io = new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({
      'meshopt.encoder': MeshoptEncoder,
      'meshopt.decoder': MeshoptDecoder,
      'draco3d.encoder': await draco3d.createEncoderModule(),
      'draco3d.decoder': await draco3d.createDecoderModule(),
    });
  return {
    /** The GLB after `change`. */
    edit: async (glb: Uint8Array, change: (document: Document) => unknown): Promise<Buffer> => {
      const document = await io.readBinary(glb);
      await change(document);
      return Buffer.from(await io.writeBinary(document));
    },
    /** A GLB filled by `build`: a document with one buffer and one scene. */
    build: async (build: (document: Document) => unknown): Promise<Buffer> => {
      const document = new Document();
      document.createBuffer();
      document.getRoot().setDefaultScene(document.createScene());
      await build(document);
      return Buffer.from(await io.writeBinary(document));
    },
  };
}
