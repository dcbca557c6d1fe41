import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parametersOf, type render, typeOf } from './rendering.ts';

/** A transformed image. */
export interface Rendition {
  bytes: Buffer;
  contentType: string;
}

/** The transformed images, which Sanity's CDN keeps as well: each is made once. */
export interface Renditions {
  /**
   * The image in a file, transformed by the parameters of its URL, in the format `automatic` if it is given: as stored, or made now and stored.
   * Requests for the same one at the same time share the work. Rejects with a SanityError (400) for invalid parameters.
   */
  find(file: string, search: URLSearchParams, automatic: string | undefined): Promise<Rendition>;
}

/** Must be increased when the same parameters give another image. */
const generation = 1;

/** Transformed images in a folder, which is created if needed. The name of an original contains the digest of its bytes. */
export async function openRenditions(folder: string, make: typeof render): Promise<Renditions> {
  await mkdir(folder, { recursive: true });
  const running = new Map<string, Promise<Buffer>>();

  const stored = async (key: string, file: string, search: URLSearchParams, automatic: string | undefined) => {
    const path = join(folder, key);
    const kept = await readFile(path).catch(() => undefined);
    if (kept) return kept;
    const bytes = await make(file, search, automatic);
    await writeFileAtomically(path, bytes);
    return bytes;
  };

  return {
    async find(file, search, automatic) {
      const key = keyOf(file, search, automatic);
      const work = running.get(key) ?? stored(key, file, search, automatic).finally(() => running.delete(key));
      running.set(key, work);
      return { bytes: await work, contentType: typeOf(file, search, automatic) };
    },
  };
}

function keyOf(file: string, search: URLSearchParams, automatic: string | undefined): string {
  const parts = [generation, basename(file), parametersOf(search), automatic];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Renames a complete file to its final name, so that readers never see a partial one. */
export async function writeFileAtomically(file: string, bytes: Buffer): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}
