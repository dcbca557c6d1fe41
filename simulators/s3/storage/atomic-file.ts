import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Renames a complete, synced file to its final path. The rename is atomic and survives a crash. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(dirname(to));
}

/** Replaces a small file atomically: after a crash it has either the old or the new content. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await renameDurably(`${path}.new`, path);
}

/** Syncs a directory, so that created and renamed entries survive a crash. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
