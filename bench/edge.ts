import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { Agent, request } from 'undici';
import { startLocalEdge } from '#launcher/edge/worker.ts';
import { table } from '#launcher/table.ts';
import { quantile } from './measure/quantile.ts';

/**
 * `npm run bench:edge`: what the edge in workerd adds to a request, and what an answer from its cache costs, over an origin that
 * answers at once with the size of a product page. Requests with and without the edge alternate, one at a time. Prints the
 * requests that the origin received, which must be 0 for hits and 304.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 2_000);
const body = JSON.stringify({ data: 'x'.repeat(9_000) });
const cached = {
  'content-type': 'application/json',
  'cache-control': 'public, max-age=600',
  'cache-tag': 'product:1, products',
  etag: '"1"',
};

const markets = '{"data":{"localization":{"availableRegions":[]}}}';
let received = 0;
const origin = createServer({ noDelay: true }, async (incoming, response) => {
  // The edge reads the markets once a minute.
  if ((await buffer(incoming)).includes('availableRegions')) return response.end(markets);
  received += 1;
  response.writeHead(200, incoming.method === 'GET' ? cached : { 'content-type': 'application/json' }).end(body);
});
await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
const originUrl = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
const edge = await startLocalEdge({
  host: '127.0.0.1',
  port: 0,
  origin: originUrl,
  contextKeys: `bench:${'a1'.repeat(32)}`,
  purgeToken: 'bench',
  bodyLimit: 262_144,
  minBotScore: 2,
  purgeLag: 1_000,
  purgeLease: 0,
  originTimeout: 10_000,
  log: () => {},
});

const dispatcher = new Agent({ connections: 1, pipelining: 1 });
const post = { method: 'POST', body: JSON.stringify({ query: '{ product { title } }' }) } as const;
const get = { method: 'GET' } as const;
const cases = {
  'POST to the origin': () => send(originUrl, '/graphql', post),
  'POST through the edge': () => send(edge.url, '/graphql', post),
  'GET from the cache': () => send(edge.url, '/graphql?page', get),
  '304 from the cache': () => send(edge.url, '/graphql?page', { ...get, headers: { 'if-none-match': '"1"' } }),
};
const samples = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
const asked = new Map(Object.keys(cases).map((name) => [name, 0]));
for (let round = -200; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(cases)) {
    const before = received;
    const began = performance.now();
    await work();
    if (round < 0) continue;
    samples.get(name)?.push(performance.now() - began);
    asked.set(name, (asked.get(name) ?? 0) + received - before);
  }
}
const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
const rows = [...samples].map(([name, values]) => [
  name,
  milliseconds(quantile(values, 0.5)),
  milliseconds(quantile(values, 0.95)),
  String(asked.get(name)),
]);
const machine = `${cpus().length} cores shared by everything, load ${loadavg()[0]?.toFixed(1)}`;
process.stdout.write(
  `\nThe edge, ${rounds} rounds, ${machine}\n\n${table(['Request', 'p50', 'p95', 'requests that the origin received'], rows)}\n`,
);
await dispatcher.close();
await edge.close();
origin.close();

async function send(url: string, path: string, init: object): Promise<void> {
  const response = await request(url + path, { ...init, dispatcher });
  await response.body.arrayBuffer();
}
