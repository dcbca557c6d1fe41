import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, cp, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { adopt, refuseWhenEnding } from '#kit/process/children.ts';
import type { Environment } from '#kit/process/config.ts';
import { templateDigest } from './digest.ts';
import { root } from './folders.ts';
import type { Progress } from './progress.ts';
import { isSeeded } from './seeded.ts';

export interface TemplateDataOptions {
  /** Where templates are kept. */
  axiomDir: string;
  /** The house's own folder, filled from a template when it holds no house yet. */
  dataDir: string;
  env: Environment;
  progress: Progress;
  /** Whether to lose what `dataDir` holds and begin with the bare catalogue; tests do. */
  fresh?: boolean;
}

/** Backends whose data a template holds. Where the environment names another, its data is its owner's matter. */
const templated = ['POSTGRES_URL', 'SANITY_PROJECT_ID', 'S3_BUCKET', 'MEDUSA_URL'];

/**
 * Sees to it that `dataDir` holds migrated and seeded backends. They are made once, in a template that is known by what
 * it is made from, and copied from there, which takes a second. Does nothing where the environment names a real service.
 */
export async function ensureSeeded({
  axiomDir,
  dataDir,
  env,
  progress,
  fresh = false,
}: TemplateDataOptions): Promise<void> {
  if (templated.some((variable) => env[variable])) return;
  if (fresh) await emptyFolder(dataDir);
  if (isSeeded(dataDir)) return;

  const template = join(axiomDir, 'template', await templateDigest());
  if (!isSeeded(template)) {
    await progress.step('making the catalogue', (say) => makeTemplate(template, env, say));
  }
  await emptyFolder(dataDir);
  await progress.step('copying the catalogue', async () => {
    await cp(template, dataDir, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  });
}

/** Removes a house's folder with all in it. Where PostgreSQL keeps its cluster elsewhere, a link leads there. */
export async function emptyFolder(dataDir: string): Promise<void> {
  const elsewhere = await readlink(join(dataDir, 'postgres/pgdata')).catch(() => undefined);
  for (const folder of [elsewhere, dataDir]) if (folder) await rm(folder, { recursive: true, force: true });
}

/** Runs `scripts/template.ts`, showing how far it is; the template appears when it is whole, and older ones go. */
async function makeTemplate(template: string, env: Environment, say: (line: string) => void): Promise<void> {
  const unfinished = `${template}.part`;
  await emptyFolder(unfinished);
  await mkdir(unfinished, { recursive: true });
  refuseWhenEnding();
  const child = spawn(process.execPath, [join(root, 'scripts/template.ts'), unfinished], {
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its own children have as long as ours, and then it ends.
  adopt(child, 'SIGTERM', 15_000);
  const complaint: string[] = [];
  createInterface({ input: child.stdout }).on('line', say);
  createInterface({ input: child.stderr }).on('line', (line) => complaint.push(line));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(['The catalogue could not be made:', ...complaint.slice(-20)].join('\n  '));
  const outdated = (await readdir(dirname(template))).filter((name) => name !== basename(unfinished));
  await rename(unfinished, template);
  await Promise.all(outdated.map((name) => rm(join(dirname(template), name), { recursive: true, force: true })));
}
