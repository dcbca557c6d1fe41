import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Installation } from '#launcher/installation.ts';
import { showProgress } from '#launcher/progress.ts';
import { exampleVariables, executeAt, operation } from '#tests/support/graph.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { beginChanges } from './cache/changes.ts';
import { visitors } from './cache/mix.ts';
import { idleOf, type Measured, measure, medianOf, openSide, type Side } from './cache/side.ts';
import { openTarget } from './growth/target.ts';
import { type Asked, type Load, load, sameAnswer } from './measure/gateways.ts';
import { markdown } from './measure/markdown.ts';

/**
 * `npm run bench:cache`: one installation behind two gateways, one with the cache and one without it: the headline query
 * without and with changes elsewhere in the catalogue, and a day's mix of product pages. Exits with 1 if a goal is missed.
 * `-- --mix`: the mix alone.
 */
const { values: options } = parseArgs({ options: { mix: { type: 'boolean' } } });
const products = Number(process.env.BENCH_PRODUCTS || 10_000);
const rounds = Number(process.env.BENCH_ROUNDS || 5);
const seconds = Number(process.env.BENCH_SECONDS || 4);
const warmUp = Number(process.env.BENCH_WARM_UP || 120);
const memory = process.env.BENCH_CACHE_MB || '64';
const connections = 8;
const [query, variables] = [operation('ProductPage'), exampleVariables('ProductPage')];
const post: Asked = { body: JSON.stringify({ query, variables }) };
const metricsToken = 'bench-metrics-token-0123456789abcdef';

const progress = showProgress(process.stdout);
const { installation } = await openTarget(products, progress);
progress.end();
const sides: Side[] = [];
try {
  sides.push(await openSide('cache on', installation, { METRICS_TOKEN: metricsToken, CACHE_MEMORY_MB: memory }));
  sides.push(await openSide('cache off', installation, {}));
  await compare(installation, sides as [Side, Side]);
} finally {
  await Promise.all(sides.map(({ target }) => target.child.stop()));
  await installation.stop();
}

async function compare({ env }: Installation, [on, off]: [Side, Side]): Promise<void> {
  await sameAnswer([on.target, off.target], query, variables);
  const idle = await idleOf(on);
  const rows: string[][] = [];
  if (!options.mix) rows.push(...(await headline(on, off, idle)));
  const changes = await beginChanges(env.MEDUSA_DATABASE_URL as string, String(variables.handle));
  try {
    if (!options.mix) {
      const both = await inTurn([on, off], idle, { ...post, connections, seconds });
      rows.push(...rowsOf('headline, one change a second elsewhere', both, { rate: 30 }));
    }
    rows.push(...(await mixed(on, off, idle, env)));
  } finally {
    await changes.stop();
  }
  const conditions = `${products} products, ${memory} MB, ${rounds} interleaved rounds of ${seconds} s, ${connections} connections, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${changes.count()} changes`;
  const columns = ['Measured', 'Cache on', 'Cache off', 'Ratio', 'Goal'];
  process.stdout.write(`\n${conditions}\n\n${markdown(columns, rows)}\n`);
}

/** The headline query while nothing changes. */
async function headline(on: Side, off: Side, idle: number): Promise<string[][]> {
  const get: Asked = { path: `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}` };
  const byPost = await inTurn([on, off], idle, { ...post, connections, seconds });
  const byGet = await inTurn([on, off], idle, { ...get, connections, seconds });
  return [
    ...rowsOf('headline, POST', byPost, { rate: 40, cpu: 50 }),
    ...rowsOf('headline, GET', byGet, { rate: 40, cpu: 50 }),
    latencyRow(byPost),
  ];
}

/** Product pages by Zipf's law, after a warm-up by the same law. */
async function mixed(on: Side, off: Side, idle: number, { PORT, RP_ORIGINS }: Installation['env']) {
  const handles = await allHandles(on.target.url);
  const session = await register(`http://127.0.0.1:${PORT}/graphql`, String(RP_ORIGINS).split(',')[0] as string);
  const mixOf = (seed: number): Load => {
    const next = visitors(handles, seed);
    return {
      connections,
      seconds,
      next: () => {
        const { handle, isSignedIn } = next();
        return { body: JSON.stringify({ query, variables: { handle } }), headers: isSignedIn ? session : {} };
      },
    };
  };
  await load(on.target.url, { ...mixOf(1), seconds: warmUp });
  const before = await hits(on);
  const both = await inTurn([on, off], idle, mixOf(2));
  const after = await hits(on);
  const share = (after.hits - before.hits) / (after.hits - before.hits + after.misses - before.misses);
  const rows = rowsOf(`day's mix, ${warmUp} s of warm-up`, both, { cpu: 8 });
  return [...rows, ["day's mix, hit rate of whole answers", `${(share * 100).toFixed(1)} %`, '', '', '']];
}

async function inTurn(sides: readonly [Side, Side], idle: number, asked: Load): Promise<[Measured, Measured]> {
  for (const { target } of sides) await load(target.url, { ...asked, seconds: 2 });
  const samples: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of [0, 1]) {
      const which = ((turn + round) % 2) as 0 | 1;
      samples[which].push(await measure(sides[which], idle, asked));
    }
  }
  return [medianOf(samples[0]), medianOf(samples[1])];
}

function rowsOf(name: string, [on, off]: [Measured, Measured], goals: { rate?: number; cpu?: number }): string[][] {
  return [
    [`${name}: requests/s`, ...[on, off].map(({ rate }) => rate.toFixed(0)), ...judge(on.rate / off.rate, goals.rate)],
    [
      `${name}: CPU/request`,
      ...[on, off].map(({ cpu }) => `${cpu.toFixed(2)} ms`),
      ...judge(off.cpu / on.cpu, goals.cpu),
    ],
  ];
}

function latencyRow([on, off]: [Measured, Measured]): string[] {
  const text = ({ p50, p99 }: Measured) => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  const isMet = on.p50 <= 5 && on.p99 <= 20;
  if (!isMet) process.exitCode = 1;
  const ratio = `${(off.p50 / on.p50).toFixed(0)} × / ${(off.p99 / on.p99).toFixed(0)} ×`;
  return ['headline, POST: p50 / p99', text(on), text(off), ratio, `≤ 5 / ≤ 20 ms ${isMet ? 'met' : 'missed'}`];
}

/** The factor, and whether it meets the goal. */
function judge(factor: number, goal: number | undefined): string[] {
  if (goal === undefined) return [`${factor.toFixed(1)} ×`, ''];
  if (factor < goal) process.exitCode = 1;
  return [`${factor.toFixed(1)} ×`, `≥ ${goal} × ${factor < goal ? 'missed' : 'met'}`];
}

/** The queries that a gateway answered without executing them so far, and the others. */
async function hits({ target }: Side): Promise<{ hits: number; misses: number }> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const text = await (await fetch(new URL('/metrics', target.url), { headers })).text();
  const read = (...results: string[]) =>
    results.reduce((sum, result) => {
      const line = new RegExp(`^axiom_cache_answers_total{result="${result}"} (\\d+)`, 'm');
      return sum + Number(line.exec(text)?.[1]);
    }, 0);
  return { hits: read('hits', 'joined'), misses: read('kept', 'unkept') };
}

async function allHandles(url: string): Promise<string[]> {
  const handles: string[] = [];
  const list =
    'query ($after: String) { products(first: 100, after: $after) { nodes { handle } pageInfo { hasNextPage endCursor } } }';
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const { data, errors } = await executeAt(url, list, { after });
    if (errors) throw new Error(`The list of products failed: ${JSON.stringify(errors)}`);
    handles.push(...data.products.nodes.map(({ handle }: { handle: string }) => handle));
    ({ hasNextPage: hasMore, endCursor: after } = data.products.pageInfo);
  }
  return handles;
}

/** Registers a customer with a passkey; returns the headers of their requests. */
async function register(url: string, origin: string): Promise<Record<string, string>> {
  const begin = 'mutation { passkeyRegistrationBegin(input: { displayName: "Bench" }) { options } }';
  const begun = await executeAt(url, begin, {}, { origin });
  const response = createAuthenticator(origin).create(begun.data.passkeyRegistrationBegin.options);
  const finish = `mutation ($response: JSONObject!) {
    passkeyRegistrationFinish(input: { response: $response, transport: BEARER }) { grant { token } } }`;
  const finished = await executeAt(url, finish, { response }, { origin });
  return { authorization: `Bearer ${finished.data.passkeyRegistrationFinish.grant.token}` };
}
