import autocannon, { type Result } from 'autocannon';
import { type Child, startChild } from '#kit/child.ts';
import type { Environment } from '#kit/config.ts';
import { freePorts } from '#kit/port.ts';
import { cpuMilliseconds } from './cpu.ts';

/** A gateway that is measured, in a process of its own. */
export interface Target {
  name: string;
  url: string;
  child: Child;
}

/** Starts a gateway from its main file on a free port; `flags` are for Node. */
export async function startTarget(name: string, file: string, env: Environment, flags: string[] = []): Promise<Target> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}/graphql`;
  const headers = { 'apollo-require-preflight': '1' };
  const child = await startChild({
    name,
    command: process.execPath,
    args: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', ...flags, file],
    env: { ...env, PORT: String(port) },
    log: () => {},
    ready: async () => (await fetch(`${url}?query={__typename}`, { headers })).ok,
  });
  return { name, url, child };
}

/** What is asked of a gateway, and how. */
export interface Load {
  connections: number;
  seconds: number;
  body: string;
  headers?: Record<string, string>;
}

/** One round of one gateway: how long its requests took, and its processor time, in milliseconds. */
export interface Slice {
  times: number[];
  cpu: number;
}

/** Asks a gateway without pause, and reads its processor time before and after. */
export async function measure(url: string, pid: number, asked: Load): Promise<Slice> {
  const before = await cpuMilliseconds(pid);
  const times = await load(url, asked);
  return { times, cpu: (await cpuMilliseconds(pid)) - before };
}

/** Rounds of one gateway together: requests a second, and milliseconds. `cpu`: processor time of a request. */
export interface Sample {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  cpu: number;
}

/** Sums up rounds of so many seconds each. */
export function sampleOf(slices: readonly Slice[], seconds: number): Sample {
  const times = slices.flatMap((slice) => slice.times).sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  const cpu = slices.reduce((sum, slice) => sum + slice.cpu, 0) / times.length;
  return { rate: times.length / (slices.length * seconds), p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu };
}

/** Milliseconds each request took. Throws when one was refused or lost. */
export async function load(url: string, { connections, seconds, body, headers }: Load): Promise<number[]> {
  const times: number[] = [];
  const options = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    connections,
    duration: seconds,
  } as const;
  const result = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(options, (error, outcome) => (error ? reject(error) : resolve(outcome)));
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.errors + result.non2xx > 0)
    throw new Error(`${result.errors} errors, ${result.non2xx} refusals at ${url}`);
  return times;
}
