import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publish, syncDirectory, writeDurably } from './durable.ts';
import { type ObjectInfo, type OpenObject, openObjectFile, readInfoSync, writeObjectFile } from './object-file.ts';
import { type SortedKeys, sortedKeys } from './sorted-keys.ts';

/** What is kept of a bucket beside its objects. */
export interface BucketDescription {
  /** ISO 8601, UTC. */
  created: string;
  /** The bucket policy, as it was given. */
  policy?: string;
}

/** A body on disk that no key names yet. */
export interface Staged {
  path: string;
  info: ObjectInfo;
}

/** Throws when the key's present object (undefined when there is none) forbids what is about to be done. */
export type Guard = (current: ObjectInfo | undefined) => void;

/** A bucket: objects by key, each in one file. */
export interface Bucket {
  readonly name: string;
  readonly description: Readonly<BucketDescription>;
  readonly keys: SortedKeys;
  /** Folder of uploads in parts. */
  readonly uploads: string;
  info(key: string): ObjectInfo | undefined;
  open(key: string): Promise<OpenObject | undefined>;
  /** Writes a body to disk; nobody sees it yet. */
  stage(chunks: AsyncIterable<Uint8Array>, describe: () => ObjectInfo): Promise<Staged>;
  /** Gives a staged body its key, all at once, or discards it and throws what `guard` throws. */
  commit(staged: Staged, guard?: Guard): Promise<void>;
  remove(key: string, guard?: Guard): Promise<void>;
  setPolicy(policy: string | undefined): Promise<void>;
}

/** Opens the bucket in `folder` and clears away what a crash left unfinished. */
export function openBucket(name: string, folder: string, opened: BucketDescription): Bucket {
  const [objects, staging, uploads] = ['objects', 'staging', 'uploads'].map((part) => join(folder, part)) as [
    string,
    string,
    string,
  ];
  rmSync(staging, { recursive: true, force: true });
  for (const path of [objects, staging, uploads]) mkdirSync(path, { recursive: true });
  const infos = readAll(objects);
  const keys = sortedKeys(infos.keys());
  const inTurn = turns();
  let description = opened;

  return {
    name,
    keys,
    uploads,
    get description() {
      return description;
    },
    info: (key) => infos.get(key),
    open: (key) => openObjectFile(pathOf(objects, key)),
    async stage(chunks, describe) {
      const path = join(staging, randomUUID());
      return { path, info: await writeObjectFile(path, chunks, describe) };
    },
    commit: ({ path, info }, guard) =>
      inTurn(info.key, async () => {
        try {
          guard?.(infos.get(info.key));
          const target = pathOf(objects, info.key);
          await makeFolder(objects, target);
          await publish(path, target);
          infos.set(info.key, info);
          keys.add(info.key);
        } finally {
          await rm(path, { force: true });
        }
      }),
    remove: (key, guard) =>
      inTurn(key, async () => {
        guard?.(infos.get(key));
        if (!infos.has(key)) return;
        const path = pathOf(objects, key);
        await rm(path);
        await syncDirectory(join(path, '..'));
        infos.delete(key);
        keys.remove(key);
      }),
    setPolicy: (policy) =>
      inTurn('', async () => {
        const next = { ...description, policy };
        await writeDurably(join(folder, 'bucket.json'), JSON.stringify(next));
        description = next;
      }),
  };
}

/** Runs what is asked for the same key one after another, in the order asked; keys do not wait for each other. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => {});
    last.set(key, settled);
    settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return mine;
  };
}

function readAll(objects: string): Map<string, ObjectInfo> {
  const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const info = readInfoSync(join(file.parentPath, file.name));
      return [info.key, info];
    }),
  );
}

/** Keys may be longer than file names and differ only in case, so a file is named by its key's hash. */
function pathOf(objects: string, key: string): string {
  const hash = createHash('sha256').update(key).digest('hex');
  return join(objects, hash.slice(0, 2), hash);
}

async function makeFolder(objects: string, target: string): Promise<void> {
  const folder = join(target, '..');
  if (existsSync(folder)) return;
  await mkdir(folder, { recursive: true });
  await syncDirectory(objects);
}
