import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from '../errors.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { syncDirectory, writeDurably } from './durable.ts';

/** All buckets of a data folder. One process at a time may have it open. */
export interface Store {
  /** By name. */
  buckets(): Bucket[];
  /** Throws NoSuchBucket. */
  bucket(name: string): Bucket;
  /** Throws BucketAlreadyOwnedByYou or InvalidBucketName. */
  createBucket(name: string): Promise<void>;
  /** Throws NoSuchBucket or BucketNotEmpty. */
  deleteBucket(name: string): Promise<void>;
}

const descriptionFile = 'bucket.json';

/** Opens the store in `dataDir` and clears away what a crash left unfinished. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true });
  const buckets = new Map<string, Bucket>();
  for (const name of readdirSync(dataDir)) {
    const description = join(dataDir, name, descriptionFile);
    if (!existsSync(description)) continue;
    buckets.set(name, openBucket(name, join(dataDir, name), JSON.parse(readFileSync(description, 'utf8'))));
  }

  const bucket = (name: string) => {
    const found = buckets.get(name);
    if (!found) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist.', { BucketName: name });
    return found;
  };

  return {
    buckets: () => [...buckets.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    bucket,
    async createBucket(name) {
      if (!isBucketName(name)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.');
      if (buckets.has(name)) {
        const message = 'Your previous request to create the named bucket succeeded and you already own it.';
        throw new S3Error('BucketAlreadyOwnedByYou', message, { BucketName: name });
      }
      const folder = join(dataDir, name);
      const description = { created: new Date().toISOString() };
      await mkdir(folder, { recursive: true });
      await writeDurably(join(folder, descriptionFile), JSON.stringify(description));
      await syncDirectory(dataDir);
      buckets.set(name, openBucket(name, folder, description));
    },
    async deleteBucket(name) {
      if (bucket(name).keys.all.length > 0) {
        throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty.', { BucketName: name });
      }
      buckets.delete(name);
      await rm(join(dataDir, name, descriptionFile));
      await rm(join(dataDir, name), { recursive: true });
    },
  };
}

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
}
