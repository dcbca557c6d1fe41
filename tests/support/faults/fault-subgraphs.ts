import { join } from 'node:path';
import { freePorts } from '#kit/process/port.ts';
import { waitUntilReady } from '#kit/process/wait-until-ready.ts';
import { addressesOf } from '#launcher/environment.ts';
import { axiomDir } from '#launcher/folders.ts';
import { startService } from '#launcher/installation.ts';
import { isSubgraph, services } from '#launcher/services.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import { backendVariables, through } from './taps.ts';

/**
 * A second gateway with its own subgraphs over the backends of the test installation, with a fault proxy for each
 * backend.
 */
export interface FaultSubgraphs {
  /** The gateway's address. */
  gateway: string;
  /** By the name of the backend: `medusa`, `postgres`, `sanity`, `meilisearch`, `s3`, `redis`. */
  proxies: Map<string, FaultProxy>;
  /** The log entries of the services. */
  log: string[];
  close(): Promise<void>;
}

/** Short timeouts in milliseconds, so that slow backends are reported soon. */
export const deadlines = {
  // What the backends return in a fault is seen, and not what was kept before it.
  CACHE_MEMORY_MB: '0',
  GATEWAY_TIMEOUT_MS: '4000',
  GATEWAY_FETCH_TIMEOUT_MS: '2500',
  SUBGRAPH_TIMEOUT_MS: '1200',
  MEILI_TIMEOUT_MS: '1000',
  SANITY_TIMEOUT_MS: '1000',
};

/** Starts them; `env` is the environment of the test installation. */
export async function openFaultSubgraphs(env: Record<string, string>): Promise<FaultSubgraphs> {
  const plans = services.filter((plan) => isSubgraph(plan) || plan.name === 'gateway');
  const ports = await freePorts(plans.length);
  const own: Record<string, string> = {
    ...env,
    ...Object.fromEntries(plans.map(({ portVariable }, index) => [portVariable, String(ports[index])])),
    ...deadlines,
  };
  Object.assign(own, addressesOf(own));
  const proxies = new Map<string, FaultProxy>();
  for (const [backend, variables, protocol] of backendVariables) {
    const proxy = await openFaultProxy({ target: new URL(env[variables[0] as string] as string), protocol });
    proxies.set(backend, proxy);
    for (const variable of variables) own[variable] = through(proxy.port, env[variable] as string);
  }

  const log: string[] = [];
  const files = {
    dataDir: join(axiomDir, 'faults'),
    secret: () => '',
    log: (part: string, line: string) => void log.push(`${part} ${line}`),
  };
  const started = plans.map((plan) => startService(plan, files, own, new AbortController().signal));
  const close = async () => {
    const running = await Promise.allSettled(started);
    await Promise.all(running.map((service) => (service.status === 'fulfilled' ? service.value.stop() : undefined)));
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  };
  try {
    await Promise.all(started);
    await waitUntilReady(`http://127.0.0.1:${own.PORT}`, 30_000);
  } catch (error) {
    await close();
    throw error;
  }
  return { gateway: `http://127.0.0.1:${own.PORT}`, proxies, log, close };
}
