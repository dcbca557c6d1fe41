import { Counter, Gauge, type Registry } from 'prom-client';
import type { Answers } from '../answers/answers.ts';
import type { Cache } from '../cache/cache.ts';
import type { CacheTotals } from '../cache/cache-use.ts';

/** What the metrics of the cache are read from. */
export interface CacheSources {
  cache: Pick<Cache, 'counters'>;
  answers: Pick<Answers, 'counts'>;
  /** What the fetches of each subgraph took from the cache. */
  totals: CacheTotals;
}

/** Registers the metrics of the cache. They are read when metrics are. */
export function addCacheMetrics(registry: Registry, { cache, answers, totals }: CacheSources): void {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[], read: (add: Add) => void) =>
    new Counter({
      ...{ name: `axiom_cache_${name}`, help, labelNames, registers },
      collect() {
        this.reset();
        read((labels, value) => this.inc(labels, value));
      },
    });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      ...{ name: `axiom_cache_${name}`, help, registers },
      collect() {
        this.set(read());
      },
    });

  counter('answers_total', 'Public queries by how they were answered.', ['result'], (add) => {
    for (const [result, count] of Object.entries(answers.counts)) add({ result }, count);
  });
  counter('units_total', 'Entities and root fetches by where they came from.', ['subgraph', 'result'], (add) => {
    for (const [subgraph, { hits, misses, stale }] of totals) {
      add({ subgraph, result: 'hit' }, hits - stale);
      add({ subgraph, result: 'stale' }, stale);
      add({ subgraph, result: 'miss' }, misses);
    }
  });
  counter('found_total', 'Keys that were found, by tier.', ['tier'], (add) => {
    const { memoryHits, redisHits } = cache.counters();
    add({ tier: 'memory' }, memoryHits);
    add({ tier: 'redis' }, redisHits);
  });
  counter('writes_total', 'Entries that were kept, or refused because they had changed.', ['result'], (add) => {
    const { writes, refusedWrites } = cache.counters();
    add({ result: 'kept' }, writes);
    add({ result: 'refused' }, refusedWrites);
  });
  counter('invalidations_total', 'Events that invalidated tags.', [], (add) => add({}, cache.counters().invalidations));
  counter('dropped_total', 'Entries that invalidations dropped.', [], (add) => add({}, cache.counters().dropped));
  counter('evictions_total', 'Entries that others displaced.', [], (add) => add({}, cache.counters().evictions));
  counter('degradations_total', 'Losses of contact to Redis.', [], (add) => add({}, cache.counters().degradations));
  counter('age_seconds_total', 'The sum of the ages of the oldest hits of fetches.', ['subgraph'], (add) => {
    for (const [subgraph, { age }] of totals) add({ subgraph }, age);
  });
  gauge('bytes', 'Bytes in memory.', () => cache.counters().bytes);
  gauge('bytes_limit', 'The limit of the bytes in memory.', () => cache.counters().maxBytes);
  gauge('entries', 'Entries in memory.', () => cache.counters().entries);
  gauge('degraded', '1 without contact to Redis: entries live for a second.', () =>
    Number(cache.counters().isDegraded),
  );
}

type Add = (labels: Record<string, string>, value: number) => void;
