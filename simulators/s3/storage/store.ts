import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from '../errors.ts';
import { syncDirectory, writeFileAtomically } from './atomic-file.ts';
import { type Bucket, openBucket } from './bucket.ts';

/** All buckets of a data folder. Only one process at a time may have it open. */
export interface Store {
  find(name: string): Bucket | undefined;
  /** Throws NoSuchBucket. */
  bucket(name: string): Bucket;
  /** Throws BucketAlreadyOwnedByYou or InvalidBucketName. */
  createBucket(name: string): Promise<void>;
}

const descriptionFile = 'bucket.json';

/** Opens the store in `dataDir` and removes unfinished writes of a crashed process. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true });
  const buckets = new Map<string, Bucket>();
  for (const name of readdirSync(dataDir)) {
    const description = join(dataDir, name, descriptionFile);
    if (!existsSync(description)) continue;
    buckets.set(name, openBucket(name, join(dataDir, name), JSON.parse(readFileSync(description, 'utf8'))));
  }

  return {
    find: (name) => buckets.get(name),
    bucket(name) {
      const found = buckets.get(name);
      if (!found) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist.', { BucketName: name });
      return found;
    },
    async createBucket(name) {
      if (!isBucketName(name)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.');
      if (buckets.has(name)) {
        const message = 'Your previous request to create the named bucket succeeded and you already own it.';
        throw new S3Error('BucketAlreadyOwnedByYou', message, { BucketName: name });
      }
      const folder = join(dataDir, name);
      const description = { created: new Date().toISOString() };
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(join(folder, descriptionFile), JSON.stringify(description));
      await syncDirectory(dataDir);
      buckets.set(name, openBucket(name, folder, description));
    },
  };
}

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
}
