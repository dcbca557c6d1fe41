import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { readGatewayConfig } from '#gateway/config.ts';
import type { Environment } from '#kit/process/config.ts';
import { root } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { environmentOf, type ServicePlan, services } from '#launcher/services.ts';
import { table } from '#launcher/table.ts';
import { exampleVariables, executeAt, operation } from '#tests/support/graph.ts';
import { withInstallation } from './installation.ts';
import { measureLimits } from './layers/in-process.ts';
import { layers } from './layers/layers.ts';
import { benchEnvironment } from './measure/environment.ts';
import { inTurn, load, type Sample, sameAnswer, startTarget, type Target } from './measure/gateways.ts';

/**
 * `npm run bench:layers`: the processor time that each layer of the gateway adds to a request. The same gateway runs
 * with the layer and without it, in turn over the same subgraphs. Then authentication, cost and rate limit by
 * themselves, for the headline query. BENCH_LAYERS selects layers, separated by commas; BENCH_SECONDS (1) and
 * BENCH_ROUNDS (8) set length and number of the rounds.
 */
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const rounds = Number(process.env.BENCH_ROUNDS ?? 8);
const connections = 8;
const names = process.env.BENCH_LAYERS?.split(',') ?? Object.keys(layers);

/** What is repeated, in the columns of the table. */
interface Case {
  title: string;
  query: string;
  headers: Record<string, string>;
}

/**
 * The load comes from one client without pause, as no limit permits. All limits are counted as in production. Without the
 * cache, each request passes through all layers.
 */
const unlimited = {
  CACHE_MEMORY_MB: '0',
  COST_BUCKET_ANONYMOUS: '1000000000',
  COST_RESTORE_ANONYMOUS: '1000000000',
  COST_BUCKET_CURATOR: '1000000000',
  COST_RESTORE_CURATOR: '1000000000',
};

await withInstallation({ env: await benchEnvironment(), isQuiet: true }, compare);

async function compare({ env }: Installation): Promise<void> {
  const plan = services.find(({ name }) => name === 'gateway') as ServicePlan;
  const own = { ...environmentOf(plan, env), NODE_ENV: 'production', ...unlimited };
  const on = await startTarget('with all layers', join(root, plan.file), own);
  try {
    const curator = await signIn(on.url, env.MEDUSA_CURATOR_PASSWORD);
    const cases: Case[] = [
      { title: '{ __typename }', query: '{ __typename }', headers: {} },
      { title: 'the same as a curator', query: '{ __typename }', headers: curator },
      { title: 'a small query', query: '{ localization { currencyCode } }', headers: {} },
    ];
    const rows: string[][] = [];
    for (const layer of names) rows.push([layer, ...(await costsOf(layer, cases, on, own))]);
    const conditions = `${cpus().length} cores shared by everything, load ${loadavg()[0]?.toFixed(1)}`;
    const load = `${rounds} rounds of ${seconds} s, ${connections} connections`;
    const columns = ['Layer', ...cases.map(({ title }) => title)];
    process.stdout.write(`\nCPU/request with the layer, and what it adds: ${conditions}, ${load}\n\n`);
    process.stdout.write(`${table(columns, rows)}\n\nLimits by themselves, headline query:\n`);
    for (const [viewer, headers] of Object.entries({ anonymous: {}, curator })) {
      process.stdout.write(`${viewer}: ${(await limitsAlone(on, own, headers)).toFixed(0)} µs\n`);
    }
  } finally {
    await on.child.stop();
  }
}

/** The time of each case with the layer, and the difference to the time without it. */
async function costsOf(layer: string, cases: readonly Case[], on: Target, own: Environment): Promise<string[]> {
  const flag = `--import=${join(import.meta.dirname, 'layers/off.ts')}`;
  const off = await startTarget(
    `without ${layer}`,
    join(root, 'gateway/index.ts'),
    { ...own, LAYER_OFF: layer },
    { flags: [flag] },
  );
  try {
    const cells: string[] = [];
    for (const { query, headers } of cases) {
      await sameAnswer([on, off], query, {}, headers);
      const asked = { connections, seconds, body: JSON.stringify({ query }), headers };
      for (const { url } of [on, off]) await load(url, asked);
      const [whole, rest] = (await inTurn([on, off], rounds, asked)) as [Sample, Sample];
      cells.push(`${(whole.cpu * 1_000).toFixed(0)} µs, ${((whole.cpu - rest.cpu) * 1_000).toFixed(0)} µs`);
    }
    return cells;
  } finally {
    await off.child.stop();
  }
}

async function limitsAlone(on: Target, own: Environment, headers: Record<string, string>): Promise<number> {
  const [query, variables] = [operation('ProductPage'), exampleVariables('ProductPage')];
  const data = await sameAnswer([on], query, variables, headers);
  const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
  return measureLimits({ config: readGatewayConfig(own), supergraph, query, variables, data, headers });
}

/** The headers of the sample curator. */
async function signIn(url: string, password: string | undefined): Promise<Record<string, string>> {
  const mutation =
    'mutation ($input: CuratorSignInInput!) { curatorSignIn(input: $input) { grant { token } userErrors { message } } }';
  const input = { email: 'curator@axiom.example', password, transport: 'BEARER' };
  const { data, errors } = await executeAt(url, mutation, { input });
  const token = data?.curatorSignIn.grant?.token;
  if (!token) throw new Error(`The curator is not let in: ${JSON.stringify(errors ?? data?.curatorSignIn.userErrors)}`);
  return { authorization: `Bearer ${token}` };
}
