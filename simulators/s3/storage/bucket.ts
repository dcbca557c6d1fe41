import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renameDurably, syncDirectory, writeFileAtomically } from './atomic-file.ts';
import { type ObjectInfo, type OpenObject, openObjectFile, readInfoSync, writeObjectFile } from './object-file.ts';

/** What is stored about a bucket in addition to its objects. */
export interface BucketDescription {
  /** ISO 8601, UTC. */
  created: string;
  /** The bucket policy, as it was sent. */
  policy?: string;
}

/** A body on disk that is not yet visible under a key. */
export interface Staged {
  path: string;
  info: ObjectInfo;
}

/** Throws when the current object (undefined when the key is free) forbids the write. */
export type Precondition = (current: ObjectInfo | undefined) => void;

/** A bucket: one file per object. */
export interface Bucket {
  readonly name: string;
  readonly description: Readonly<BucketDescription>;
  /** All objects, in no particular order. */
  objects(): ObjectInfo[];
  info(key: string): ObjectInfo | undefined;
  open(key: string): Promise<OpenObject | undefined>;
  /** Writes a body to disk without making it visible. */
  stage(chunks: AsyncIterable<Uint8Array>, describe: () => ObjectInfo): Promise<Staged>;
  /** Makes a staged body visible under its key, atomically. Discards it when `precondition` throws, and rethrows. */
  commit(staged: Staged, precondition?: Precondition): Promise<void>;
  remove(key: string, precondition?: Precondition): Promise<void>;
  setPolicy(policy: string): Promise<void>;
}

/** Opens the bucket in `folder` and removes unfinished writes of a crashed process. */
export function openBucket(name: string, folder: string, opened: BucketDescription): Bucket {
  const [objects, staging] = [join(folder, 'objects'), join(folder, 'staging')];
  rmSync(staging, { recursive: true, force: true });
  for (const path of [objects, staging]) mkdirSync(path, { recursive: true });
  const infos = readAll(objects);
  const exclusively = keyedMutex();
  let description = opened;

  return {
    name,
    get description() {
      return description;
    },
    objects: () => [...infos.values()],
    info: (key) => infos.get(key),
    open: (key) => openObjectFile(pathOf(objects, key)),
    async stage(chunks, describe) {
      const path = join(staging, randomUUID());
      return { path, info: await writeObjectFile(path, chunks, describe) };
    },
    commit: ({ path, info }, precondition) =>
      exclusively(info.key, async () => {
        try {
          precondition?.(infos.get(info.key));
          const target = pathOf(objects, info.key);
          await makeFolder(objects, target);
          await renameDurably(path, target);
          infos.set(info.key, info);
        } finally {
          await rm(path, { force: true });
        }
      }),
    remove: (key, precondition) =>
      exclusively(key, async () => {
        precondition?.(infos.get(key));
        if (!infos.has(key)) return;
        const path = pathOf(objects, key);
        await rm(path);
        await syncDirectory(join(path, '..'));
        infos.delete(key);
      }),
    setPolicy: (policy) =>
      exclusively('', async () => {
        const next = { ...description, policy };
        await writeFileAtomically(join(folder, 'bucket.json'), JSON.stringify(next));
        description = next;
      }),
  };
}

/** Runs the tasks of one key one after another, in the order of the calls. Tasks of different keys run concurrently. */
function keyedMutex() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, task: () => Promise<Result>): Promise<Result> => {
    const result = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => {});
    last.set(key, settled);
    settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return result;
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

/** File names are hashes of keys: keys may be longer than file names, and some file systems ignore case. */
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
