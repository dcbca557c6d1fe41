import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '#backends/postgres/migrate.ts';
import { provision } from '#backends/postgres/provision.ts';
import { seedCurators } from '#catalogue/seed/curator.ts';
import { readFormerCurators } from '#catalogue/seed/former-curators.ts';
import { startChild } from '#kit/process/child.ts';
import type { Environment } from '#kit/process/config.ts';
import { claimPort } from '#kit/process/port.ts';
import { type RunningOperation, readRunningOperations } from '#kit/process/running-operations.ts';
import { waitUntilReady } from '#kit/process/wait-until-ready.ts';
import { type BackendName, type LocalFiles, startBackend } from './backends.ts';
import { addressesOf, publicAddress, secretsOf, trustOf, withDefaults } from './environment.ts';
import { root } from './folders.ts';
import { openLogs } from './logs.ts';
import { definePart, type Part, type PartEvents, type Running } from './part.ts';
import type { Progress } from './progress.ts';
import { startReaper } from './reaper.ts';
import { openSecrets } from './secrets.ts';
import { environmentOf, isSubgraph, type ServicePlan, services } from './services.ts';

export interface InstallationOptions {
  /** Folder of this house: data, secrets and logs. It must hold migrated and seeded data: see `ensureSeeded`. */
  dataDir: string;
  /** Ports and addresses; a backend that it names is not started. */
  env: Environment;
  progress: Progress;
  /** Called when a part ends by itself, and when it runs again. */
  events?: Partial<PartEvents>;
  /** Changes the addresses the rooms see, for example to lead them through proxies that count. */
  reroute?: (env: Environment) => Promise<Environment>;
}

/** A running house. */
export interface Installation {
  parts: Map<string, Part>;
  /** Addresses and credentials of everything, for tests and tools. */
  env: Environment;
  /** Addresses of the curators whom this start brought over from Medusa; they have no password that anybody knows. */
  broughtCurators: string[];
  /** Stops the rooms, then the backends; no process is left. */
  stop(): Promise<void>;
}

/** Every backend that can start by itself; Medusa waits for PostgreSQL. */
const independentBackends: BackendName[] = ['postgres', 'redis', 'meilisearch', 'sanity', 's3', 'shipstation', 'mail'];

/** Starts backends, subgraphs, gateway and indexer, and resolves when the gateway is ready. Rejects with nothing left running. */
export async function startInstallation({
  dataDir,
  env,
  progress,
  events = {},
  reroute,
}: InstallationOptions): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  const logs = openLogs(join(dataDir, 'logs'), env);
  const reaper = startReaper();
  const parts = new Map<string, Part>();
  const files: LocalFiles = { dataDir, secret: openSecrets(dataDir), log: logs.write };
  const given = withDefaults(env);
  const made = secretsOf(files);
  const full: Record<string, string | undefined> = {
    ...made,
    // In production the gateway warns of them.
    LOCAL_SECRETS: Object.keys(made)
      .filter((name) => !given[name])
      .join(','),
    ...publicAddress(given),
    ...given,
    ...addressesOf(given),
  };

  const add = (id: string, launch: (signal: AbortSignal) => Promise<Running>): Promise<Running> => {
    const part = definePart(id, launch, {
      started: (name, running) => {
        Object.assign(full, running.env);
        events.started?.(name, running);
      },
      down: (name, outage) => {
        files.log(name, `The launcher: ${outage.reason}`);
        events.down?.(name, outage);
      },
    });
    parts.set(id, part);
    return progress.step(id, () => part.start());
  };
  const backend = (name: BackendName) =>
    add(name, (signal) => startBackend(name, files, { ...given, ...trustOf(full) }, signal));
  let roomEnv: Environment = full;
  const room = (plan: ServicePlan) => add(plan.name, (signal) => startService(plan, files, roomEnv, signal));

  const stop = async () => {
    const ids = [...parts.keys()].reverse();
    const isRoom = (id: string) => services.some(({ name }) => name === id);
    await Promise.all(ids.filter(isRoom).map((id) => parts.get(id)?.stop()));
    await parts.get('medusa')?.stop();
    await Promise.all(ids.map((id) => parts.get(id)?.stop()));
    reaper.dismiss();
    await logs.close();
  };

  let broughtCurators: string[] = [];
  try {
    await claimServicePorts(full);
    await allOrFirstError(independentBackends.map(backend));
    if (full.POSTGRES_URL) {
      const urls = await provision(full.POSTGRES_URL, files.secret);
      Object.assign(full, urls);
      await migrate(urls.PROVENANCE_OWNER_URL, 'provenance');
      await migrate(urls.IDENTITY_OWNER_URL, 'identity');
      // For houses that were seeded when curators were users of Medusa.
      broughtCurators = await seedCurators(urls.IDENTITY_DATABASE_URL, files.secret('medusa-curator'), () =>
        readFormerCurators(urls.MEDUSA_DATABASE_URL),
      );
    }
    await backend('medusa');
    roomEnv = (await reroute?.(full)) ?? full;
    const [subgraphs, others] = [services.filter(isSubgraph), services.filter((plan) => !isSubgraph(plan))];
    await allOrFirstError(subgraphs.map(room));
    const [gateway, ...beside] = others as [ServicePlan, ...ServicePlan[]];
    await room(gateway);
    await allOrFirstError(beside.map(room));
    await progress.step('the graph', () => waitUntilReady(`http://127.0.0.1:${full.PORT || 4000}`, 60_000));
    await progress.step('the index', () => waitUntilReady(`http://127.0.0.1:${full.INDEXER_PORT || 4006}`, 60_000));
  } catch (error) {
    await stop();
    throw error;
  }
  return { parts, env: full, broughtCurators, stop };
}

/** Rejects, naming port and variable, when a port of the rooms is taken. */
export async function claimServicePorts(env: Environment): Promise<void> {
  await Promise.all(services.map(({ portVariable, port }) => claimPort(env, portVariable, port)));
}

/** Starts one process of ours, which sees its own part of `env`. Rejects when its port is taken or it does not answer. */
export async function startService(
  plan: ServicePlan,
  files: LocalFiles,
  env: Environment,
  signal: AbortSignal,
): Promise<Running> {
  const port = await claimPort(env, plan.portVariable, plan.port);
  const address = `http://127.0.0.1:${port}`;
  const notes = join(files.dataDir, 'running', plan.name);
  const child = await startChild({
    name: plan.title,
    command: process.execPath,
    args: [`--max-old-space-size=${env.SERVICE_HEAP_MB || 256}`, '--disable-warning=ExperimentalWarning', plan.file],
    cwd: root,
    env: environmentOf(plan, { ...env, RUNNING_OPERATIONS_FILE: notes }),
    log: (line) => files.log(plan.name, line),
    ready: async () => (await fetch(`${address}/health/live`)).ok,
    signal,
  });
  // The process that takes its place logs them whole.
  const crashed = child.crashed.then((reason) => [reason, ...readRunningOperations(notes).map(titleOf)].join('\n  '));
  return { name: plan.title, kind: 'ours', version: '', address, env: {}, pids: [child.pid], ...child, crashed };
}

/** Waits for all, so that nothing is left half started, and then throws the first error if there was one. */
async function allOrFirstError<Result>(work: Promise<Result>[]): Promise<Result[]> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<Result>).value);
}

function titleOf({ name, hash, viewer, requestId, text }: RunningOperation): string {
  return `while it executed ${name || 'an operation without a name'} (${hash}, ${viewer}, request ${requestId}): ${text}`;
}
