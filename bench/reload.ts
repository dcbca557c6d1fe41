import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { root } from '#launcher/folders.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { type LoopWatch, watchLoop } from './attacks/loop.ts';
import { cpuMilliseconds } from './measure/cpu.ts';
import { markdown } from './measure/markdown.ts';
import { quantile } from './measure/quantile.ts';

/**
 * `npm run bench:reload [-- <folder of another checkout>]`: how long a gateway does not answer while it reloads the
 * supergraph of this repository, and what the reload and the start cost. A client sends `{ __typename }` again and again, 5 ms after each answer.
 * With a folder, the gateway of that checkout is measured in the same rounds. BENCH_ROUNDS (5) sets their number.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const folders = [...process.argv.slice(2).map((folder) => resolve(folder)), root];
const data = await mkdtemp(join(tmpdir(), 'axiom-bench-reload-'));
const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');

/** A measured gateway. */
interface Measured {
  folder: string;
  origin: string;
  file: string;
  child: Child;
  loop: LoopWatch;
  /** Seconds from the start of the process to the first answer. */
  startTime: number;
  /** By reload, in milliseconds. */
  pauses: number[];
  /** The longest processor time of the main thread without a turn of the event loop. */
  stretches: number[];
  cpu: number[];
  latencies: number[];
  errors: number;
}

const gateways: Measured[] = [];
try {
  for (const folder of folders) gateways.push(await start(folder));
  for (let round = 1; round <= rounds; round += 1) for (const gateway of gateways) await reload(gateway, round);
  console.log(`Load ${loadavg()[0]?.toFixed(1)}, ${rounds} reloads each. Milliseconds, unless others are named.\n`);
  console.log(
    markdown(['', 'start, s', 'longest pause', 'its CPU', 'p99', 'slowest', 'errors', 'CPU/reload'], gateways.map(row)),
  );
} finally {
  for (const { loop } of gateways) loop.close();
  await Promise.all(gateways.map(({ child }) => child.stop()));
  await rm(data, { recursive: true });
}

async function start(folder: string): Promise<Measured> {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const file = join(data, `${port}.graphql`);
  await writeFile(file, supergraph);
  const began = performance.now();
  const child = await startChild({
    name: folder,
    command: process.execPath,
    args: ['--inspect=127.0.0.1:0', 'gateway/index.ts'],
    cwd: folder,
    env: {
      ...process.env,
      ...gatewayEnv,
      PORT: String(port),
      SUPERGRAPH_FILE: file,
      GATEWAY_POLL_MS: '100',
      LOG_LEVEL: 'silent',
    },
    log: () => {},
    ready: async () => (await fetch(`${origin}/health/live`)).ok,
  });
  const startTime = (performance.now() - began) / 1_000;
  const loop = await watchLoop(child.pid, false);
  return { folder, origin, file, child, loop, startTime, pauses: [], stretches: [], cpu: [], latencies: [], errors: 0 };
}

/** Changes the supergraph's text, and measures until the gateway serves it. */
async function reload(gateway: Measured, round: number): Promise<void> {
  const { origin, file, loop, child } = gateway;
  const agent = new Agent({ keepAlive: true });
  let isOver = false;
  const client = (async () => {
    for (; !isOver; await sleep(5)) await ask(gateway, agent);
  })();
  await sleep(500);
  const before = await loadedAt(origin);
  const cpu = await cpuMilliseconds(child.pid);
  await loop.begin();
  await writeFile(`${file}.new`, `# ${round}\n${supergraph}`);
  await rename(`${file}.new`, file);
  while ((await loadedAt(origin)) === before) await sleep(100);
  await sleep(500);
  await loop.end(undefined);
  const { delay, cpu: stretch } = await loop.longest();
  gateway.pauses.push(delay);
  gateway.stretches.push(stretch);
  gateway.cpu.push((await cpuMilliseconds(child.pid)) - cpu);
  isOver = true;
  await client;
  agent.destroy();
}

async function loadedAt(origin: string): Promise<string> {
  const { supergraph } = (await (await fetch(`${origin}/health/ready`)).json()) as { supergraph: { loadedAt: string } };
  return supergraph.loadedAt;
}

async function ask(gateway: Measured, agent: Agent): Promise<void> {
  const began = performance.now();
  const text = await new Promise<string>((done, fail) => {
    const sent = request(
      `${gateway.origin}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        response.on('end', () => done(body));
      },
    );
    sent.on('error', fail);
    sent.end('{"query":"{ __typename }"}');
  }).catch(String);
  gateway.latencies.push(performance.now() - began);
  if (!text.startsWith('{"data":{"__typename":"Query"}')) gateway.errors += 1;
}

function row({ folder, startTime, pauses, stretches, cpu, latencies, errors }: Measured): string[] {
  const name = folder === root ? 'this checkout' : folder;
  const mean = cpu.reduce((sum, one) => sum + one, 0) / cpu.length;
  const longest = [pauses, stretches].map((values) => Math.max(...values).toFixed(0));
  const figures = [quantile(latencies, 0.99), Math.max(...latencies)].map((value) => value.toFixed(0));
  return [name, startTime.toFixed(1), ...longest, ...figures, String(errors), mean.toFixed(0)];
}
