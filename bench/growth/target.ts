import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { largeCatalogue } from '#catalogue/large.ts';
import { seedBackends } from '#catalogue/seed/backends.ts';
import type { Environment } from '#kit/process/config.ts';
import { axiomDir } from '#launcher/folders.ts';
import { type Installation, startInstallation } from '#launcher/installation.ts';
import { residentMemory } from '#launcher/memory.ts';
import type { Progress } from '#launcher/progress.ts';
import { isSeeded, markSeeded } from '#launcher/template/seeded.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';
import { executeAt } from '#tests/support/graph.ts';
import { cpuOfFamily } from '../measure/cpu.ts';
import { benchEnvironment } from '../measure/environment.ts';
import type { Case } from './cases.ts';

/** An installation with a catalogue of some size. */
export interface Target {
  products: number;
  installation: Installation;
  /** Milliseconds of processor time a second without requests. */
  idle: number;
}

/** Processes that call the backends without a client's request. */
const background = ['indexer', 'fulfilment', 'webhooks', 'assets'];

/**
 * Starts an installation with so many products, without background work. Its folder is seeded once; later runs use it again, and
 * migrate it.
 */
export async function openTarget(products: number, progress: Progress): Promise<Target> {
  const dataDir = join(axiomDir, 'growth', String(products));
  const env = await benchEnvironment();
  if (!isSeeded(dataDir)) await seed(products, dataDir, env, progress);
  const installation = await startInstallation({ dataDir, env, progress });
  for (const part of background) await installation.parts.get(part)?.stop();
  const target: Target = { products, installation, idle: 0 };
  await progress.step('idle', async () => {
    const before = await cpuOf(target);
    await sleep(5_000);
    target.idle = ((await cpuOf(target)) - before) / 5;
  });
  return target;
}

async function seed(products: number, dataDir: string, env: Environment, progress: Progress): Promise<void> {
  await ensureSeeded({ axiomDir, dataDir, env, progress });
  const counts = await seedBackends({ catalogue: largeCatalogue(products), dataDir, env, progress });
  await markSeeded(dataDir, counts);
}

/** Processor time of all processes so far, in milliseconds. */
export function cpuOf(target: Target): Promise<number> {
  return cpuOfFamily(pidsOf(target));
}

/** Resident memory of all processes, in bytes. */
export function memoryOf(target: Target): Promise<number> {
  return residentMemory(pidsOf(target));
}

function pidsOf({ installation }: Target): number[] {
  return [...installation.parts.values()].flatMap(({ running }) => running?.pids ?? []);
}

/** The data of a response; without a cache, it is read past that of Medusa. Throws for errors. */
export async function ask(
  { installation: { env } }: Target,
  { name, query }: Pick<Case, 'name' | 'query'>,
  variables: Case['variables'],
  isCached = true,
): Promise<Record<string, unknown>> {
  const uncached = { 'x-axiom-service': env.GATEWAY_SERVICE_TOKEN as string, 'cache-control': 'no-store' };
  const url = `http://127.0.0.1:${env.PORT}/graphql`;
  const { data, errors } = await executeAt(url, query, variables, isCached ? {} : uncached);
  if (errors) throw new Error(`${name} failed: ${JSON.stringify(errors)}`);
  return data as Record<string, unknown>;
}
