import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, cp, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { adopt, refuseWhenEnding } from '#kit/process/children.ts';
import type { Environment } from '#kit/process/config.ts';
import { root } from '../folders.ts';
import type { Progress } from '../progress.ts';
import { templateDigest } from './digest.ts';
import { isSeeded } from './seeded.ts';

export interface TemplateDataOptions {
  /** The folder of the templates. */
  axiomDir: string;
  /** The data folder of the installation; filled from a template if it is not seeded. */
  dataDir: string;
  env: Environment;
  progress: Progress;
  /** Whether to delete the data in `dataDir` first and start with the catalogue alone, as tests do. */
  fresh?: boolean;
}

/** The backends whose data is in a template. Backends that the environment names are seeded by their owners. */
const templated = ['POSTGRES_URL', 'SANITY_PROJECT_ID', 'S3_BUCKET', 'MEDUSA_URL'];

/**
 * Ensures that the backends in `dataDir` are migrated and seeded. They are seeded once, in a template named by a digest of its
 * sources, and copied from there within a second. Does nothing if the environment names a real service.
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
    await progress.step('seeding the template', (say) => makeTemplate(template, env, say));
  }
  await emptyFolder(dataDir);
  await progress.step('copying the template', async () => {
    await cp(template, dataDir, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  });
}

/** Removes the data folder of an installation, and PostgreSQL's cluster, to which a link leads if it is in another place. */
export async function emptyFolder(dataDir: string): Promise<void> {
  const elsewhere = await readlink(join(dataDir, 'postgres/pgdata')).catch(() => undefined);
  for (const folder of [elsewhere, dataDir]) if (folder) await rm(folder, { recursive: true, force: true });
}

/** Runs `launcher/template/fill.ts` and shows its progress. The template gets its name when it is complete; older templates are deleted. */
async function makeTemplate(template: string, env: Environment, say: (line: string) => void): Promise<void> {
  const unfinished = `${template}.part`;
  await emptyFolder(unfinished);
  await mkdir(unfinished, { recursive: true });
  refuseWhenEnding();
  const child = spawn(process.execPath, [join(root, 'launcher/template/fill.ts'), unfinished], {
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Longer than the time that its own children have to stop.
  adopt(child, 'SIGTERM', 15_000);
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', say);
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(['The template could not be seeded:', ...errors.slice(-20)].join('\n  '));
  const outdated = (await readdir(dirname(template))).filter((name) => name !== basename(unfinished));
  await rename(unfinished, template);
  await Promise.all(outdated.map((name) => rm(join(dirname(template), name), { recursive: true, force: true })));
}
