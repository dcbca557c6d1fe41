import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#kit/process/children.ts';

/**
 * Ensures that `folder` exists: `make` fills a new folder, which gets this name when it is complete. Other processes that need it
 * at the same time wait. Rejects when `make` does.
 */
export async function makeOnce(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const claim = `${folder}.pid`;
  while (!(await exists(folder))) {
    const isOurs = await writeFile(claim, String(process.pid), { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (!isOurs) {
      await sleep(200);
      await removeIfEnded(claim);
      continue;
    }
    const unfinished = `${folder}.${randomUUID()}`;
    try {
      await make(unfinished);
      // Fails where two processes removed the claim of one that had ended: both folders are complete.
      await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(claim, { force: true });
    }
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function removeIfEnded(claim: string): Promise<void> {
  const pid = Number(await readFile(claim, 'utf8').catch(() => ''));
  if (pid > 0 && !isAlive(pid)) await rm(claim, { force: true });
}
