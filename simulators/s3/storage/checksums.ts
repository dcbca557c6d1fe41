import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** CRC32 is the default of the AWS SDK; SHA256 is sent by the services. S3's other algorithms are not implemented. */
export const checksumAlgorithms = ['CRC32', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum of a whole object. */
export interface Checksum {
  algorithm: ChecksumAlgorithm;
  /** Base64. */
  value: string;
}

/** An incremental digest; `digest` is called once, at the end. */
export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** Starts a digest. */
export function createDigest(algorithm: ChecksumAlgorithm | 'MD5'): Digest {
  if (algorithm !== 'CRC32') {
    const hash = createHash(algorithm);
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  }
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

/** The header that carries checksums of this algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}
