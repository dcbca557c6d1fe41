import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from '#kit/process/children.ts';
import type { Programs } from './programs.ts';

/** User and group to run as; empty when we run as an ordinary user and stay who we are. */
export type Account = { uid?: number; gid?: number };

/**
 * The account PostgreSQL runs as. It refuses to be root, so root lends it the system's own `nobody`; no account is
 * added to the system.
 */
export async function chooseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const [user, group] = await Promise.all([runChild('id', ['-u', 'nobody']), runChild('id', ['-g', 'nobody'])]);
  return { uid: Number(user.stdout), gid: Number(group.stdout) };
}

/** The folder of programs that `account` can run: theirs, or a copy under /var/tmp where it cannot enter that. */
export async function placePrograms(
  { folder, version }: Programs,
  account: Account,
  log: (line: string) => void,
): Promise<string> {
  if (await canEnter(join(folder, 'bin'), account)) return folder;
  const copy = join(await shelter(folder), version);
  if (await exists(copy)) return copy;

  log(`The account "nobody" cannot enter ${folder}: its programs are copied to ${copy}`);
  const unfinished = `${copy}.${process.pid}`;
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(async () => {
    // Another process was faster.
    await rm(unfinished, { recursive: true });
  });
  return copy;
}

/**
 * The folder of the cluster: `pgdata` in `dataDir`, or a folder under /var/tmp where `account` cannot enter that.
 * `pgdata` is then a link to it, so that emptying `dataDir` still means losing the cluster.
 */
export async function placeData(dataDir: string, account: Account, log: (line: string) => void): Promise<string> {
  const pgdata = join(dataDir, 'pgdata');
  if (await canEnter(dataDir, account)) return pgdata;
  const elsewhere = join(await shelter(dataDir), 'pgdata');
  if ((await readlink(pgdata).catch(() => undefined)) === elsewhere) return elsewhere;

  log(`The account "nobody" cannot enter ${dataDir}: the databases are kept in ${elsewhere}`);
  await rm(elsewhere, { recursive: true, force: true });
  if (await exists(pgdata)) await cp(pgdata, elsewhere, { recursive: true });
  await rm(pgdata, { recursive: true, force: true });
  await symlink(elsewhere, pgdata);
  return elsewhere;
}

/** Gives `folder` with all in it to `account`, as after a copy made by root. */
export async function own(folder: string, account: Account): Promise<void> {
  if (account.uid === undefined || (await stat(folder)).uid === account.uid) return;
  await runChild('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
}

/** True when something stands at `path`. */
export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Asks the kernel, as `account`, since modes alone do not tell (access lists, owners of folders above). */
function canEnter(folder: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return Promise.resolve(true);
  return runChild('test', ['-x', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** A folder of ours under /var/tmp, which outlives a reboot, one for each `path`. Others may pass but not write. */
async function shelter(path: string): Promise<string> {
  const folder = `/var/tmp/axiom-postgres-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to someone else. Remove it, or move the checkout out of a private folder.`);
  }
  return folder;
}
