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
import { type BackendName, type Ground, startBackend } from './backends.ts';
import { axiomDir, root } from './folders.ts';
import { openLogs } from './logs.ts';
import { definePart, type Part, type PartEvents, type Running } from './part.ts';
import type { Progress } from './progress.ts';
import { startReaper } from './reaper.ts';
import { environmentOf, isSubgraph, type RoomPlan, requestTokenKeys, rooms } from './rooms.ts';
import { openSecrets } from './secrets.ts';

export interface HouseOptions {
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
export interface House {
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
export async function startHouse({ dataDir, env, progress, events = {}, reroute }: HouseOptions): Promise<House> {
  await mkdir(dataDir, { recursive: true });
  const logs = openLogs(join(dataDir, 'logs'), env);
  const reaper = startReaper();
  const parts = new Map<string, Part>();
  const ground: Ground = { dataDir, secret: openSecrets(dataDir), log: logs.write };
  const given = withDefaults(env);
  const made = secretsOf(ground);
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
        ground.log(name, `The launcher: ${outage.reason}`);
        events.down?.(name, outage);
      },
    });
    parts.set(id, part);
    return progress.step(id, () => part.start());
  };
  const backend = (name: BackendName) =>
    add(name, (signal) => startBackend(name, ground, { ...given, ...trustOf(full) }, signal));
  let roomEnv: Environment = full;
  const room = (plan: RoomPlan) => add(plan.name, (signal) => startRoom(plan, ground, roomEnv, signal));

  const stop = async () => {
    const ids = [...parts.keys()].reverse();
    const isRoom = (id: string) => rooms.some(({ name }) => name === id);
    await Promise.all(ids.filter(isRoom).map((id) => parts.get(id)?.stop()));
    await parts.get('medusa')?.stop();
    await Promise.all(ids.map((id) => parts.get(id)?.stop()));
    reaper.dismiss();
    await logs.close();
  };

  let broughtCurators: string[] = [];
  try {
    await claimRoomPorts(full);
    await allOrFirstError(independentBackends.map(backend));
    if (full.POSTGRES_URL) {
      const urls = await provision(full.POSTGRES_URL, ground.secret);
      Object.assign(full, urls);
      await migrate(urls.PROVENANCE_OWNER_URL, 'provenance');
      await migrate(urls.IDENTITY_OWNER_URL, 'identity');
      // For houses that were seeded when curators were users of Medusa.
      broughtCurators = await seedCurators(urls.IDENTITY_DATABASE_URL, ground.secret('medusa-curator'), () =>
        readFormerCurators(urls.MEDUSA_DATABASE_URL),
      );
    }
    await backend('medusa');
    roomEnv = (await reroute?.(full)) ?? full;
    const [subgraphs, others] = [rooms.filter(isSubgraph), rooms.filter((plan) => !isSubgraph(plan))];
    await allOrFirstError(subgraphs.map(room));
    const [gateway, ...beside] = others as [RoomPlan, ...RoomPlan[]];
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
export async function claimRoomPorts(env: Environment): Promise<void> {
  await Promise.all(rooms.map(({ portVariable, port }) => claimPort(env, portVariable, port)));
}

/** The environment as every process of the house needs it: what is empty there is not set. */
export function withDefaults(env: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)),
    NO_PROXY: [env.NO_PROXY, '127.0.0.1,localhost'].filter(Boolean).join(','),
    APOLLO_TELEMETRY_DISABLED: 'true',
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE || join(axiomDir, 'compile-cache'),
  };
}

/** Where the rooms find each other. */
export function addressesOf(env: Environment): Record<string, string> {
  const urls = rooms.map((plan) => {
    const { name, portVariable, port } = plan;
    const variable = name === 'gateway' ? 'SUPERGRAPH_URL' : `${name.toUpperCase()}_URL`;
    const path = isSubgraph(plan) || name === 'gateway' ? '/graphql' : '';
    return [variable, `http://127.0.0.1:${env[portVariable] || port}${path}`];
  });
  return Object.fromEntries(urls);
}

/** What the rooms share with each other and nobody else. */
function secretsOf({ secret }: Ground): Record<string, string> {
  return Object.fromEntries(
    [
      ...requestTokenKeys,
      'IDENTITY_KEY_SECRET',
      'ORDER_TOKEN_SECRET',
      'SHIPSTATION_WEBHOOK_SECRET',
      'WEBHOOK_SECRET_KEY',
      'GATEWAY_SERVICE_TOKEN',
    ].map((name) => [name, secret(name)]),
  );
}

/** What Medusa needs of the others: its database, and whose sessions let customers in. */
function trustOf({
  MEDUSA_DATABASE_URL,
  IDENTITY_URL,
  REDIS_URL,
  TOKEN_ISSUER,
  TOKEN_AUDIENCE,
}: Environment): Environment {
  return {
    MEDUSA_DATABASE_URL,
    AXIOM_JWKS_URL: new URL('/.well-known/jwks.json', IDENTITY_URL).href,
    AXIOM_TOKEN_ISSUER: TOKEN_ISSUER,
    AXIOM_TOKEN_AUDIENCE: TOKEN_AUDIENCE,
    AXIOM_REDIS_URL: REDIS_URL,
  };
}

/** How browsers see the house. Passkeys are bound to it, and no browser makes one for `127.0.0.1`. */
function publicAddress(env: Environment): Record<string, string> {
  const address = env.PUBLIC_URL || `http://localhost:${env.PORT || 4000}`;
  return {
    PUBLIC_URL: address,
    RP_ID: new URL(address).hostname,
    RP_ORIGINS: address,
    STOREFRONT_URL: address,
    TOKEN_ISSUER: address,
    TOKEN_AUDIENCE: 'axiom-graph',
  };
}

/** Starts one process of ours, which sees its own part of `env`. Rejects when its port is taken or it does not answer. */
export async function startRoom(
  plan: RoomPlan,
  ground: Ground,
  env: Environment,
  signal: AbortSignal,
): Promise<Running> {
  const port = await claimPort(env, plan.portVariable, plan.port);
  const address = `http://127.0.0.1:${port}`;
  const notes = join(ground.dataDir, 'running', plan.name);
  const child = await startChild({
    name: plan.title,
    command: process.execPath,
    args: [`--max-old-space-size=${env.ROOM_HEAP_MB || 256}`, '--disable-warning=ExperimentalWarning', plan.file],
    cwd: root,
    env: environmentOf(plan, { ...env, RUNNING_OPERATIONS_FILE: notes }),
    log: (line) => ground.log(plan.name, line),
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
