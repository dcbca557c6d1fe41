import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CachingGateway, metricsOf, startCachingGateway } from '../answers/answers.fixture.ts';

let gateway: CachingGateway;
beforeAll(async () => {
  gateway = await startCachingGateway();
});
afterAll(() => gateway.close());

/** The metrics of the cache. */
async function metrics(): Promise<Record<string, number>> {
  const lines = (await metricsOf(gateway.origin)).split('\n').filter((line) => line.startsWith('axiom_cache_'));
  return Object.fromEntries(
    lines.map((line) => [line.split(' ')[0]?.slice('axiom_cache_'.length), Number(line.split(' ')[1])]),
  );
}

it('The guide for production names every metric', async () => {
  const text = await metricsOf(gateway.origin);
  const guide = readFileSync(join(import.meta.dirname, '../../docs/production.md'), 'utf8');
  const names = [...text.matchAll(/^# TYPE (axiom_\w+)/gm)].map(([, name]) => name as string);

  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  expect(names.length).toBeGreaterThan(15);
});

it('The metrics of the cache count answers, the units of each subgraph, and what is in memory', async () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, { headers });
  const before = await metrics();
  const query = '{ products(first: 2) { size place } }';
  await get(query);
  await get(query);
  await get(query, { 'x-axiom-cache': 'report' });
  await get('{ live }');

  const after = await metrics();
  const changed = Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)] as const);
  const { bytes, ...counts } = Object.fromEntries(
    changed.filter(([name, value]) => value !== 0 && !name.startsWith('age_seconds_total')),
  );
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
    entries: 4,
  });
  expect(bytes).toBeGreaterThan(2_000);
  expect([after.bytes_limit, after.degraded]).toEqual([67_108_864, 0]);
});
