import { createHash } from 'node:crypto';
import { derivedPrefix, type PictureAddress } from '#kit/graph/pictures/addresses.ts';
import type { Log } from '#kit/process/log.ts';
import type { Bucket } from './bucket.ts';
import { mediaTypes, type OutputFormat } from './formats.ts';
import type { Queue } from './queue.ts';
import { PictureRefusal } from './refusals.ts';
import { generation, originalLimits, type renderPicture } from './rendering.ts';

/** A version of a picture, and where it came from. */
export interface Version {
  bytes: Buffer;
  /** `shared` with a request that came first and whose work was not done. */
  source: 'stored' | 'made' | 'shared';
}

/** The versions of pictures in the bucket. */
export interface Versions {
  /**
   * The version at an address in a format: as stored, or made now and stored. Requests for the same version at the same time share the
   * work. Rejects with a `PictureRefusal`.
   */
  find(address: PictureAddress, format: OutputFormat): Promise<Version>;
}

/** Versions in a bucket, made within the limits of a queue. */
export function openVersions(bucket: Bucket, queue: Queue, render: typeof renderPicture, log: Log): Versions {
  const running = new Map<string, Promise<Version>>();

  const make = async (address: PictureAddress, format: OutputFormat, key: string): Promise<Version> => {
    // Within the queue, because originals in memory are what it limits.
    const bytes = await queue.run(async () => {
      const original = await bucket.read(address.key, originalLimits.bytes);
      if (!original) throw new PictureRefusal('NOT_FOUND');
      return render(original, address, format);
    });
    await bucket.store(key, bytes, mediaTypes[format]).catch((err) => {
      log.warn({ event: 'version_not_stored', key, err }, 'a version was made, but could not be stored');
    });
    return { bytes, source: 'made' };
  };

  return {
    find(address, format) {
      const key = versionKey(address, format);
      const current = running.get(key);
      if (current) return current.then(({ bytes }) => ({ bytes, source: 'shared' }));
      const found = bucket
        .read(key, originalLimits.bytes)
        .then((bytes) => (bytes ? { bytes, source: 'stored' as const } : make(address, format, key)))
        .finally(() => running.delete(key));
      running.set(key, found);
      return found;
    },
  };
}

/** Where a version is stored: below the key of its original, so that all versions of a picture can be deleted by their prefix. */
export function versionKey(
  { key, width, height, fit, focalPoint, quality }: PictureAddress,
  format: OutputFormat,
): string {
  const parts = [
    `g${generation}`,
    width && `w${width}`,
    height && `h${height}`,
    fit.toLowerCase(),
    focalPoint && `fp${focalPoint.x}_${focalPoint.y}`,
    quality && `q${quality}`,
  ];
  return `${derivedPrefix}${key}/${parts.filter(Boolean).join('-')}.${format.toLowerCase()}`;
}

/** The entity tag of a version. The key names the content: a key is never stored twice. */
export function etagOf(key: string): string {
  return `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
}
