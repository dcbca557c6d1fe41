import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import { freePorts } from '#kit/process/port.ts';
import { table } from '#launcher/table.ts';
import { search } from '#subgraphs/search/index.ts';

/**
 * `npm run bench:stops`: the search subgraph executes lists within lists over an engine that answers at once, and its client
 * leaves. Prints processor time and calls of the engine in the 200 ms before the client leaves, and afterwards.
 */
const rounds = 10;
const slice = 200;
const levels = 12;
const query = `{ _entities(representations: [{ __typename: "Product", id: "p" }]) { ... on Product { ${'related(first: 24) { '.repeat(levels)} id ${'} '.repeat(levels)} } } }`;

let calls = 0;
let open = 0;
const engine = createServer(async (request, response) => {
  calls += 1;
  open += 1;
  response.once('close', () => {
    open -= 1;
  });
  const { queries = [] } = (await json(request).catch(() => ({}))) as { queries?: { limit?: number }[] };
  await sleep(5);
  const results = queries.map(({ limit = 1 }, index) => ({
    hits: Array.from({ length: limit }, (_, hit) => product(index === 0 && limit === 1 ? 0 : hit)),
  }));
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ results }));
}).listen(0, '127.0.0.1');
await once(engine, 'listening');
const [port] = await freePorts(1);
const subgraph = await serve(search, {
  MEILI_URL: `http://127.0.0.1:${(engine.address() as AddressInfo).port}`,
  MEILI_SEARCH_KEY: 'k',
  REDIS_URL: 'redis://127.0.0.1:1',
  SEARCH_PORT: String(port),
  SEARCH_REQUEST_TOKEN_KEY: testKey,
  COST_CEILING_SERVICE: String(Number.MAX_SAFE_INTEGER),
  LOG_LEVEL: 'silent',
});

const rows: string[][] = [];
for (let round = 1; round <= rounds; round += 1) {
  const client = new AbortController();
  const asked = signedTestFetch('search')(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: client.signal,
  }).then(
    () => 'answered',
    () => 'left',
  );
  await sleep(50);
  const before = await measure();
  client.abort();
  const leaving = await measure();
  const after = await measure();
  rows.push([String(round), await asked, ...before, ...leaving, ...after, String(open)]);
}
const columns = [
  'Round',
  'Client',
  'CPU before',
  'Calls',
  'CPU to 200 ms',
  'Calls',
  'CPU to 400 ms',
  'Calls',
  'Open calls',
];
process.stdout.write(`\n${table(columns, rows)}\n`);
await subgraph.close();
engine.close();

/** Processor time and calls of the next 200 ms. */
async function measure(): Promise<[cpu: string, calls: string]> {
  const [cpu, begun] = [process.cpuUsage(), calls];
  await sleep(slice);
  const { user, system } = process.cpuUsage(cpu);
  return [`${((user + system) / 1_000).toFixed(0)} ms`, String(calls - begun)];
}

function product(number: number): object {
  return {
    id: number === 0 ? 'p' : `p${number}`,
    collectionHandle: 'c',
    artisan: 'a',
    categoryHandles: ['k'],
    materials: ['m'],
    createdAt: number,
  };
}
