/** The part of Draco's decoder that is used here; the package contains no types. */
declare module 'draco3dgltf' {
  /** Loads the decoder, for glTF-Transform to decode with. */
  export function createDecoderModule(): Promise<object>;
  /** Loads the encoder, for glTF-Transform to encode with. */
  export function createEncoderModule(): Promise<object>;
  const draco: { createDecoderModule: typeof createDecoderModule; createEncoderModule: typeof createEncoderModule };
  export default draco;
}
