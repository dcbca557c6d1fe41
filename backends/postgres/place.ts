import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from '#kit/process/children.ts';
import type { Programs } from './programs.ts';

/** User and group to run PostgreSQL as; empty for the current user, when that is not root. */
export type Account = { uid?: number; gid?: number };

/**
 * The account that runs PostgreSQL. PostgreSQL refuses to run as root, so root uses the system's existing account `nobody`.
 */
export async function chooseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const [user, group] = await Promise.all([runChild('id', ['-u', 'nobody']), runChild('id', ['-g', 'nobody'])]);
  return { uid: Number(user.stdout), gid: Number(group.stdout) };
}

/** A folder of programs that `account` can run: the installed one, or a copy under /var/tmp when it has no access to that. */
export async function placePrograms(
  { folder, version }: Programs,
  account: Account,
  log: (line: string) => void,
): Promise<string> {
  if (await canEnter(join(folder, 'bin'), account)) return folder;
  const copy = join(await sharedFolder(folder), version);
  if (await exists(copy)) return copy;

  log(`The account "nobody" cannot access ${folder}: the programs are copied to ${copy}`);
  const unfinished = `${copy}.${process.pid}`;
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(async () => {
    // Another process was faster.
    await rm(unfinished, { recursive: true });
  });
  return copy;
}

/**
 * The folder of the cluster: `pgdata` in `dataDir`, or a folder under /var/tmp when `account` has no access to `dataDir`.
 * `pgdata` is then a symbolic link to it, so that emptying `dataDir` still resets the cluster.
 */
export async function placeData(dataDir: string, account: Account, log: (line: string) => void): Promise<string> {
  const pgdata = join(dataDir, 'pgdata');
  if (await canEnter(dataDir, account)) return pgdata;
  const elsewhere = join(await sharedFolder(dataDir), 'pgdata');
  if ((await readlink(pgdata).catch(() => undefined)) === elsewhere) return elsewhere;

  log(`The account "nobody" cannot access ${dataDir}: the databases are stored in ${elsewhere}`);
  await rm(elsewhere, { recursive: true, force: true });
  if (await exists(pgdata)) await cp(pgdata, elsewhere, { recursive: true });
  await rm(pgdata, { recursive: true, force: true });
  await symlink(elsewhere, pgdata);
  return elsewhere;
}

/** Changes the owner of `folder` and its content to `account`, for example after a copy by root. */
export async function changeOwner(folder: string, account: Account): Promise<void> {
  if (account.uid === undefined || (await stat(folder)).uid === account.uid) return;
  await runChild('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
}

/** Whether a file or folder exists at `path`. */
export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Checks access by running `test` as `account`: file modes are not enough (access lists, parent folders). */
function canEnter(folder: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return Promise.resolve(true);
  return runChild('test', ['-x', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** A folder under /var/tmp for `path`, which survives a reboot. Other users may enter it, but not write. */
async function sharedFolder(path: string): Promise<string> {
  const folder = `/var/tmp/axiom-postgres-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to someone else. Remove it, or move the checkout out of a private folder.`);
  }
  return folder;
}
