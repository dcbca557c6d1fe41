import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum as S3 names it: base64, with `-<parts>` behind when it is made of the checksums of parts. */
export interface Checksum {
  algorithm: ChecksumAlgorithm;
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** Takes bytes in order and gives their digest once. */
export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

/** A fresh digest by this algorithm. */
export function createDigest(algorithm: ChecksumAlgorithm | 'MD5'): Digest {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32();
    case 'CRC32C':
      return new Crc32c();
    case 'CRC64NVME':
      return new Crc64Nvme();
    default: {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: async () => hash.digest() };
    }
  }
}

/** The digest of several pieces one after another, in base64. */
export async function digestOf(algorithm: ChecksumAlgorithm, pieces: Uint8Array[]): Promise<string> {
  const digest = createDigest(algorithm);
  for (const piece of pieces) digest.update(piece);
  return Buffer.from(await digest.digest()).toString('base64');
}

/** The header that carries checksums of this algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm of this name in any case; undefined when there is none. */
export function checksumAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  return checksumAlgorithms.find((algorithm) => algorithm === name?.toUpperCase());
}

/** The elements by which an XML document tells a checksum; none when there is no checksum. */
export function checksumElements(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};
}
