import type { Environment } from '#kit/process/config.ts';
import { openTap, type Tap } from './tap.ts';
import type { Protocol } from './wire.ts';

/** The variables of the services for each backend, and its protocol. */
export const backendVariables: [backend: string, variables: string[], protocol: Protocol][] = [
  ['medusa', ['MEDUSA_URL'], 'http'],
  ['postgres', ['PROVENANCE_DATABASE_URL', 'IDENTITY_DATABASE_URL'], 'postgres'],
  ['sanity', ['SANITY_API_HOST'], 'http'],
  ['meilisearch', ['MEILI_URL'], 'http'],
  ['s3', ['S3_ENDPOINT'], 'http'],
  ['redis', ['REDIS_URL'], 'redis'],
];

/** Taps between the services and all backends. */
export interface Taps {
  /** The environment with every URL replaced by that of its tap. */
  env: Environment;
  /** Calls by backend since the last reset. */
  calls(): Record<string, number>;
  reset(): void;
  /** Calls a function once, before the first matching request reaches a backend. */
  atFirst(backend: string, pattern: RegExp, act: () => void): void;
  close(): Promise<void>;
}

/** Opens a tap on every backend in `env`. */
export async function openTaps(env: Environment): Promise<Taps> {
  const rerouted: Record<string, string | undefined> = { ...env };
  const taps = new Map<string, Tap>();
  for (const [backend, variables, protocol] of backendVariables) {
    const target = env[variables[0] as string];
    if (!target) continue;
    const tap = await openTap(new URL(target), protocol);
    taps.set(backend, tap);
    for (const variable of variables) rerouted[variable] = through(tap.port, env[variable] as string);
  }
  return {
    env: rerouted,
    calls: () => Object.fromEntries([...taps].map(([backend, tap]) => [backend, tap.calls()])),
    reset: () => {
      for (const tap of taps.values()) tap.reset();
    },
    atFirst: (backend, pattern, act) => taps.get(backend)?.atFirst(pattern, act),
    close: async () => {
      await Promise.all([...taps.values()].map((tap) => tap.close()));
    },
  };
}

/** The URL at this local port, otherwise unchanged: an additional slash would change paths. */
export function through(port: number, address: string): string {
  const { host } = new URL(address);
  return address.replace(host, `127.0.0.1:${port}`);
}
