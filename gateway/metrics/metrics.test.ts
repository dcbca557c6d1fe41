import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

const token = 'a'.repeat(64);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ METRICS_TOKEN: token });
});
beforeEach(() => gateway.reset());
afterAll(() => gateway.close());

const read = (headers: Record<string, string> = { authorization: `Bearer ${token}` }, method = 'GET') =>
  fetch(`${gateway.origin}/metrics`, { method, headers });

/** The values of a metric by its labels. */
async function valuesOf(name: string): Promise<Record<string, number>> {
  const lines = (await (await read()).text()).split('\n').filter((line) => line.startsWith(name));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

const requests = 'axiom_requests_duration_seconds_count';

describe('Metrics', () => {
  it('are shown to clients with the token only', async () => {
    const responses = await Promise.all([
      read(),
      read({}),
      read({ authorization: `Bearer ${token}b` }),
      read({ authorization: `Basic ${token}` }),
      read(undefined, 'POST'),
    ]);

    expect(responses.map(({ status }) => status)).toEqual([200, 401, 401, 401, 405]);
    expect(responses[0]?.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(responses[0]?.headers.get('cache-control')).toBe('no-store');
    expect(responses[1]?.headers.get('www-authenticate')).toBe('Bearer');
    expect(await responses[1]?.text()).not.toContain('axiom_');
  });

  it('do not exist without a token', async () => {
    const closed = await startTestGateway();
    try {
      const response = await fetch(`${closed.origin}/metrics`, { headers: { authorization: 'Bearer ' } });
      expect([response.status, await response.text()]).toEqual([404, '{"status":"not found"}']);
    } finally {
      await closed.close();
    }
  });

  it('are shown for every host, because Prometheus sends an address', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const headers = { host: '10.0.0.7:4000', authorization: `Bearer ${token}` };
    request(`${gateway.origin}/metrics`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();

    expect(await promise).toBe(200);
  });

  it('count requests by method and status, and none of unknown methods by name', async () => {
    const before = await valuesOf(requests);
    await gateway.execute('{ product(id: "p1") { title } }');
    await gateway.execute('{ unknown }');
    await fetch(gateway.url, { method: 'PROPFIND' });
    const after = await valuesOf(requests);

    const more = (labels: string) => (after[labels] ?? 0) - (before[labels] ?? 0);
    expect([
      more('{method="POST",status="200"}'),
      more('{method="POST",status="400"}'),
      more('{method="other",status="405"}'),
    ]).toEqual([1, 1, 1]);
    expect(await valuesOf('axiom_requests_open')).toEqual({ '': 0 });
  });

  it('count the fetches of each subgraph by outcome, and show its circuit breaker', async () => {
    const outcome = (name: string) => `{subgraph="commerce",outcome="${name}"}`;
    const fetches = 'axiom_subgraph_fetches_total';
    const before = await valuesOf(fetches);
    await gateway.execute('{ product(id: "p1") { title } }');
    gateway.subgraphs.commerce.fault = (response) => response.writeHead(502).end();
    await gateway.execute('{ product(id: "p1") { title } }');
    const after = await valuesOf(fetches);

    for (const name of ['succeeded', 'failed']) {
      expect([name, (after[outcome(name)] ?? 0) - (before[outcome(name)] ?? 0)]).toEqual([name, 1]);
    }
    expect(await valuesOf('axiom_subgraph_breaker_open')).toEqual({
      '{subgraph="commerce"}': 0,
      '{subgraph="identity"}': 0,
      '{subgraph="provenance"}': 0,
      '{subgraph="search"}': 0,
    });
  });

  it('contain the lag of the event loop', async () => {
    expect(Object.keys(await valuesOf('nodejs_eventloop_lag_p99_seconds'))).toEqual(['']);
  });
});
