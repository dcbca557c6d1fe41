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
import { edgePlans, environmentOf, isSubgraph, type ServicePlan, services } from './services.ts';

export interface InstallationOptions {
  /** The folder of data, secrets and logs. Its backends must be migrated and seeded: see `ensureSeeded`. */
  dataDir: string;
  /** Ports and addresses. A backend whose address is set is not started. */
  env: Environment;
  progress: Progress;
  /** Whether clients can reach the gateway through the edge, too. */
  hasEdge?: boolean;
  /** Called when a part is started, and when it ends unexpectedly. */
  events?: Partial<PartEvents>;
  /** Changes the addresses that services receive, for example to those of proxies that count requests. */
  reroute?: (env: Environment) => Promise<Environment>;
}

/** A running installation. */
export interface Installation {
  parts: Map<string, Part>;
  /** The addresses and credentials of all parts, for tests and tools. */
  env: Environment;
  /** E-mail addresses of the curators that this start moved from Medusa to identity. Their passwords must be reset. */
  migratedCurators: string[];
  /** Stops the services, then the backends. Resolves when no process is left. */
  stop(): Promise<void>;
}

/** The backends that start without another; Medusa needs PostgreSQL. */
const independentBackends: BackendName[] = [
  ...(['postgres', 'redis', 'meilisearch', 'sanity', 's3', 'shipstation', 'mail', 'payments'] as const),
];

/** Starts the backends, then the services. Resolves when the gateway and the search index are ready; rejects when all is stopped again. */
export async function startInstallation({
  dataDir,
  env,
  progress,
  hasEdge = false,
  events = {},
  reroute,
}: InstallationOptions): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  const logs = openLogs(join(dataDir, 'logs'), env);
  const reaper = startReaper();
  const parts = new Map<string, Part>();
  const files: LocalFiles = { dataDir, secret: openSecrets(dataDir), log: logs.write };
  const settings = withDefaults(env);
  const generatedSecrets = secretsOf(files);
  const full: Record<string, string | undefined> = {
    ...generatedSecrets,
    // The gateway warns of them in production.
    LOCAL_SECRETS: Object.keys(generatedSecrets)
      .filter((name) => !settings[name])
      .join(','),
    ...publicAddress(settings, hasEdge),
    ...settings,
    ...addressesOf(settings),
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
  // What another backend has answered would look like the address of an external service to the backend itself.
  const envOf = (name: BackendName) => (name === 'medusa' ? { ...settings, ...trustOf(full) } : settings);
  const backend = (name: BackendName) => add(name, (signal) => startBackend(name, files, envOf(name), signal));
  let serviceEnv: Environment = full;
  const service = (plan: ServicePlan) => add(plan.name, (signal) => startService(plan, files, serviceEnv, signal));

  const stop = async () => {
    const ids = [...parts.keys()].reverse();
    const isService = (id: string) => [...services, ...edgePlans].some(({ name }) => name === id);
    await Promise.all(ids.filter(isService).map((id) => parts.get(id)?.stop()));
    await parts.get('medusa')?.stop();
    await Promise.all(ids.map((id) => parts.get(id)?.stop()));
    reaper.dismiss();
    await logs.close();
  };

  let migratedCurators: string[] = [];
  try {
    await claimServicePorts(full, hasEdge);
    await allOrFirstError(independentBackends.map(backend));
    if (full.POSTGRES_URL) {
      const urls = await provision(full.POSTGRES_URL, files.secret);
      Object.assign(full, urls);
      await migrate(urls.PROVENANCE_OWNER_URL, 'provenance');
      await migrate(urls.IDENTITY_OWNER_URL, 'identity');
      // In earlier versions, curators were users of Medusa.
      migratedCurators = await seedCurators(urls.IDENTITY_DATABASE_URL, files.secret('medusa-curator'), () =>
        readFormerCurators(urls.MEDUSA_DATABASE_URL),
      );
    }
    await backend('medusa');
    serviceEnv = (await reroute?.(full)) ?? full;
    const [subgraphs, others] = [services.filter(isSubgraph), services.filter((plan) => !isSubgraph(plan))];
    await allOrFirstError(subgraphs.map(service));
    const [gateway, ...afterGateway] = others as [ServicePlan, ...ServicePlan[]];
    await service(gateway);
    await allOrFirstError([...afterGateway, ...(hasEdge ? edgePlans : [])].map(service));
    await progress.step('the graph', () => waitUntilReady(`http://127.0.0.1:${full.PORT || 4000}`, 60_000));
    await progress.step('the index', () => waitUntilReady(`http://127.0.0.1:${full.INDEXER_PORT || 4006}`, 60_000));
  } catch (error) {
    await stop();
    throw error;
  }
  return { parts, env: full, migratedCurators, stop };
}

/** Rejects if the port of a service is in use, and names the port and its variable. */
export async function claimServicePorts(env: Environment, hasEdge = false): Promise<void> {
  const plans = hasEdge ? [...services, ...edgePlans] : services;
  await Promise.all(plans.map(({ portVariable, port }) => claimPort(env, portVariable, port)));
}

/** Starts one service with the variables of `env` that it may read. Rejects if its port is in use or it does not become ready. */
export async function startService(
  plan: ServicePlan,
  files: LocalFiles,
  env: Environment,
  signal: AbortSignal,
): Promise<Running> {
  const port = await claimPort(env, plan.portVariable, plan.port);
  const address = `http://127.0.0.1:${port}`;
  const runningFile = join(files.dataDir, 'running', plan.name);
  const child = await startChild({
    name: plan.title,
    command: process.execPath,
    args: [`--max-old-space-size=${env.SERVICE_HEAP_MB || 256}`, '--disable-warning=ExperimentalWarning', plan.file],
    cwd: root,
    env: environmentOf(plan, { ...env, RUNNING_OPERATIONS_FILE: runningFile }),
    log: (line) => files.log(plan.name, line),
    ready: async () => (await fetch(`${address}/health/live`)).ok,
    signal,
  });
  // The log of the next process has the complete operations.
  const crashed = child.crashed.then((reason) =>
    [reason, ...readRunningOperations(runningFile).map(titleOf)].join('\n  '),
  );
  return { name: plan.title, kind: 'ours', version: '', address, env: {}, pids: [child.pid], ...child, crashed };
}

/** Waits for all, so that no start is left unfinished, and then throws the first error, if any. */
async function allOrFirstError<Result>(work: Promise<Result>[]): Promise<Result[]> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<Result>).value);
}

function titleOf({ name, hash, viewer, requestId, text }: RunningOperation): string {
  return `while it executed ${name || 'an operation without a name'} (${hash}, ${viewer}, request ${requestId}): ${text}`;
}
