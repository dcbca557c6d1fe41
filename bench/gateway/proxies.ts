import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executeAt } from '#tests/support/graph.ts';
import { startTarget, type Target } from '../measure/gateways.ts';
import type { Call } from './subgraphs.ts';

/** The calls that a gateway makes for an operation, by waves: each starts when the one before has ended. */
export type Waves = readonly (readonly Call[])[];

/** Records the calls of one request. The subgraphs answer late in the meantime, so that no call ends before the next of its wave begins. */
export async function recordWaves(url: string, query: string, subgraphsUrl: string): Promise<Waves> {
  await executeAt(url, query);
  await fetch(`${subgraphsUrl}/delay/100`);
  await fetch(`${subgraphsUrl}/calls`);
  await executeAt(url, query);
  await fetch(`${subgraphsUrl}/delay/initial`);
  return wavesOf((await (await fetch(`${subgraphsUrl}/calls`)).json()) as Call[]);
}

export interface RecordedOperation {
  /** The name of the operation. */
  name: string;
  data: unknown;
  waves: Waves;
  subgraphsUrl: string;
  /** The folder for the files of the proxies. */
  folder: string;
}

/** Starts two servers that send the recorded calls in the same waves: one parses and serialises JSON, the other forwards bytes. */
export async function startProxies({ name, data, waves, subgraphsUrl, folder }: RecordedOperation): Promise<Target[]> {
  const count = waves.flat().length;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    SUBGRAPHS_URL: subgraphsUrl,
    CALLS_FILE: join(folder, `${name}.${count}.calls.json`),
    RESPONSE_FILE: join(folder, `${name}.response.json`),
  };
  await writeFile(env.CALLS_FILE, JSON.stringify(waves));
  await writeFile(env.RESPONSE_FILE, JSON.stringify({ data }));
  const file = join(import.meta.dirname, 'raw-proxy.ts');
  return [
    await startTarget(`raw JSON proxy, ${count} calls`, file, { ...env, MODE: 'json' }),
    await startTarget(`raw bytes proxy, ${count} calls`, file, { ...env, MODE: 'concat' }),
  ];
}

function wavesOf(calls: readonly Call[]): Waves {
  const waves: Call[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const call of calls.toSorted((one, other) => one.began - other.began)) {
    if (call.began > end) waves.push([]);
    waves.at(-1)?.push(call);
    end = Math.max(end, call.ended);
  }
  return waves;
}
