import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive } from '#kit/process/children.ts';

/**
 * Marks a folder as in use by this process until it ends. Throws if another running process uses it; the mark of a process
 * that has ended is replaced.
 */
export function lockFolder(folder: string): void {
  const owner = ownerOf(folder);
  if (owner) throw new Error(`The local stack already runs on ${folder} (process ${owner}). Stop it first.`);
  mkdirSync(dirname(folder), { recursive: true });
  const file = markOf(folder);
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}

/** The id of the running process that uses the folder, if there is one. */
export function ownerOf(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(markOf(folder), 'utf8'));
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

const markOf = (folder: string) => `${folder}.pid`;
