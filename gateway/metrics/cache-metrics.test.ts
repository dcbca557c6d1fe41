import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CachingGateway, startCachingGateway } from '../answers/answers.fixture.ts';

const token = 'a'.repeat(64);
let gateway: CachingGateway;
beforeAll(async () => {
  gateway = await startCachingGateway({ METRICS_TOKEN: token });
});
afterAll(() => gateway.close());

/** The metrics of the cache that are not 0, without ages. */
async function metrics(): Promise<Record<string, number>> {
  const response = await fetch(`${gateway.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const lines = (await response.text()).split('\n').filter((line) => line.startsWith('axiom_cache_'));
  const values = lines.map((line) => [line.split(' ')[0]?.slice('axiom_cache_'.length), Number(line.split(' ')[1])]);
  return Object.fromEntries(values.filter(([name, value]) => value !== 0 && !String(name).startsWith('age_')));
}

it('The metrics of the cache count answers, the units of each subgraph, and what is in memory', async () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, { headers });
  const query = '{ products(first: 2) { size place } }';
  await get(query);
  await get(query);
  await get(query, { 'x-axiom-cache': 'report' });
  await get('{ live }');

  const { bytes, ...counts } = await metrics();
  expect(counts).toEqual({
    'answers_total{result="hits"}': 1,
    'answers_total{result="kept"}': 2,
    'answers_total{result="unkept"}': 1,
    'units_total{subgraph="commerce",result="hit"}': 1,
    'units_total{subgraph="commerce",result="miss"}': 2,
    'units_total{subgraph="provenance",result="hit"}': 2,
    'units_total{subgraph="provenance",result="miss"}': 2,
    'found_total{tier="memory"}': 4,
    'writes_total{result="kept"}': 5,
    bytes_limit: 67_108_864,
    entries: 4,
  });
  expect(bytes).toBeGreaterThan(2_000);
});
