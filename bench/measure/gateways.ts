import { isDeepStrictEqual } from 'node:util';
import autocannon, { type Result } from 'autocannon';
import { type Child, startChild } from '#kit/process/child.ts';
import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { executeAt } from '#tests/support/graph.ts';
import { cpuOfFamily } from './cpu.ts';
import { quantile } from './quantile.ts';

/** A gateway that is measured, in a process of its own. */
export interface Target {
  name: string;
  url: string;
  child: Child;
}

/** Starts a gateway from its main file on a free port. `flags` are for Node, `args` for the gateway. */
export async function startTarget(
  name: string,
  file: string,
  env: Environment,
  { flags = [], args = [] }: { flags?: string[]; args?: string[] } = {},
): Promise<Target> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}/graphql`;
  const headers = { 'apollo-require-preflight': '1' };
  const child = await startChild({
    name,
    command: process.execPath,
    args: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', ...flags, file, ...args],
    env: { ...env, PORT: String(port) },
    log: () => {},
    ready: async () => (await fetch(`${url}?query={__typename}`, { headers })).ok,
  });
  return { name, url, child };
}

/** One request. Without a body it is a GET. */
export interface Asked {
  /** The path with its search; that of the gateway's URL where left out. */
  path?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** What is asked of a gateway, and how. `next`: each request is another one. */
export interface Load extends Asked {
  connections: number;
  seconds: number;
  next?: () => Omit<Asked, 'path'>;
}

/** What each gateway answers, when all answer alike: a fast wrong answer is no answer. Throws otherwise, and for errors. */
export async function sameAnswer(
  targets: readonly Target[],
  query: string,
  variables: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answers = await Promise.all(
    targets.map(async ({ url }) => {
      const { data, errors } = await executeAt(url, query, variables, headers);
      if (errors) throw new Error(`${url} answers with errors: ${JSON.stringify(errors)}`);
      return data as Record<string, unknown>;
    }),
  );
  // Signed addresses differ by second, so their signatures are left out. The order of keys means nothing in JSON.
  const read = (data: unknown) => JSON.parse(JSON.stringify(data).replaceAll(/X-Amz-[^"]*/g, ''));
  for (const [index, data] of answers.entries()) {
    if (!isDeepStrictEqual(read(data), read(answers[0])))
      throw new Error(`${targets[index]?.name} answers differently from ${targets[0]?.name}.`);
  }
  return answers[0] as Record<string, unknown>;
}

/**
 * Measures gateways in so many rounds, and gives a sample of each, in their order. Rounds are short and turns change:
 * so that other load on the machine affects all of them equally.
 */
export async function inTurn(targets: readonly Target[], rounds: number, asked: Load): Promise<Sample[]> {
  const slices: Slice[][] = targets.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < targets.length; turn += 1) {
      const which = (turn + round) % targets.length;
      const { url, child } = targets[which] as Target;
      slices[which]?.push(await measure(url, child.pid, asked));
    }
  }
  return slices.map((some) => sampleOf(some, asked.seconds));
}

/** One round of one gateway: how long its requests took, and its processor time, in milliseconds. */
interface Slice {
  times: number[];
  cpu: number;
}

/** Sends requests to a gateway without pause, and reads the processor time of its processes before and after. */
async function measure(url: string, pid: number, asked: Load): Promise<Slice> {
  const before = await cpuOfFamily([pid]);
  const times = await load(url, asked);
  return { times, cpu: (await cpuOfFamily([pid])) - before };
}

/** Rounds of one gateway together: requests a second, and milliseconds. `cpu`: the processor time of a request. */
export interface Sample {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  /** The median of the rounds. */
  cpu: number;
  /** The lowest and the highest of the rounds. */
  cpuRange: readonly [number, number];
}

/** Sums up rounds of so many seconds each. */
function sampleOf(slices: readonly Slice[], seconds: number): Sample {
  const times = slices.flatMap((slice) => slice.times);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(times, share)) as [number, number, number];
  // On a busy machine a short round may end before its first response.
  const costs = slices.filter((slice) => slice.times.length > 0).map((slice) => slice.cpu / slice.times.length);
  return {
    rate: times.length / (slices.length * seconds),
    ...{ p50, p95, p99 },
    cpu: quantile(costs, 0.5),
    cpuRange: [Math.min(...costs), Math.max(...costs)],
  };
}

/** Milliseconds each request took. Throws when one was refused or lost. */
export async function load(url: string, { connections, seconds, next, path = '', ...asked }: Load): Promise<number[]> {
  const times: number[] = [];
  const options = {
    url: new URL(path, url).href,
    ...requestOf(asked),
    connections,
    duration: seconds,
    ...(next && { requests: [{ setupRequest: (request: object) => ({ ...request, ...requestOf(next()) }) }] }),
  };
  const result = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(options, (error, outcome) => (error ? reject(error) : resolve(outcome)));
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.errors + result.non2xx > 0)
    throw new Error(`${result.errors} errors, ${result.non2xx} refusals at ${url}`);
  return times;
}

function requestOf({ body, headers }: Omit<Asked, 'path'>) {
  const type = body === undefined ? undefined : { 'content-type': 'application/json' };
  return {
    method: body === undefined ? ('GET' as const) : ('POST' as const),
    ...(body !== undefined && { body }),
    headers: { ...type, ...headers },
  };
}
