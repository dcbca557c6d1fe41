/** The JSON of a triangle, one metre wide, two metres in front of the origin. */
export const triangle = {
  asset: { version: '2.0' },
  scene: 0,
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0, translation: [0, 0, 2] }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
  accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
  bufferViews: [{ buffer: 0, byteLength: 36, target: 34962 }],
  buffers: [{ byteLength: 36 }],
};

/** The points of that triangle. */
export const points = bytesOf(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]));

/** The triangle's JSON, changed, and the bytes of its buffer as binary glTF. */
export function glb(change: object = {}, buffer: Buffer = points): Buffer {
  const json = JSON.stringify({ ...triangle, ...change });
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const chunks = [
    numbers(text.length),
    Buffer.from('JSON'),
    text,
    numbers(buffer.length),
    Buffer.from('BIN\0'),
    buffer,
  ];
  return Buffer.concat([Buffer.from('glTF'), numbers(2, 12 + Buffer.concat(chunks).length), ...chunks]);
}

/** An image in KTX2 of this size: header, data format descriptor and an empty level (KTX 2.0, 3). */
export function ktx2(width: number, height: number): Buffer {
  const identifier = Buffer.from([0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a]);
  const descriptor = Buffer.alloc(44);
  descriptor.writeUInt32LE(44, 0);
  descriptor.writeUInt16LE(2, 8);
  descriptor.writeUInt16LE(40, 10);
  // ETC1S, in blocks of four by four.
  descriptor.set([163, 1, 2, 0, 3, 3], 12);
  const start = identifier.length + 13 * 4 + 2 * 8 + 3 * 8;
  const header = numbers(0, 1, width, height, 0, 0, 1, 1, 1, start, descriptor.length, 0, 0);
  return Buffer.concat([identifier, header, Buffer.alloc(16), Buffer.alloc(24), descriptor]);
}

/** These numbers, four bytes each. */
export function numbers(...values: number[]): Buffer {
  return bytesOf(new Uint32Array(values));
}

/** The bytes of an array of numbers. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
