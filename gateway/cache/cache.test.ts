import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { type Cache, openCache } from './cache.ts';

const log = createLog('test', 'silent');
const tags = ['commerce/product:prod_1', 'commerce/products'];

describe('A cache in memory', () => {
  let cache: Cache;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    cache = openCache({ maxBytes: 100_000, log });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await cache.close();
  });

  const keep = (key: string, value = 'value', extra: object = {}) =>
    cache.set(key, { value, tags, maxAge: 60, ...extra }, cache.position());

  it('returns an entry while it is fresh, with its age and what remains of its life', () => {
    const position = cache.position();
    jest.advanceTimersByTime(1_000);
    cache.set('a', { value: '{"id":1}', tags, maxAge: 60, extra: { market: 'FR' } }, position);
    jest.advanceTimersByTime(2_000);

    const entry = cache.get('a');

    expect(entry).toMatchObject({ value: '{"id":1}', tags, extra: { market: 'FR' } });
    expect([entry?.age(), entry?.remaining()]).toEqual([3_000, 57_000]);
    jest.advanceTimersByTime(57_000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('returns an entry for a failed subgraph until the end of staleIfError', () => {
    keep('a', 'value', { staleIfError: 30 });

    jest.advanceTimersByTime(80_000);
    expect([cache.get('a'), cache.getStale('a')?.value]).toEqual([undefined, 'value']);
    jest.advanceTimersByTime(10_000);
    expect(cache.getStale('a')).toBeUndefined();
  });

  it.each([
    ['the scope of the change', ['product:prod_1'], 'commerce', ['b', 'c', 'd']],
    ['all scopes', ['product:prod_1'], undefined, ['b', 'c']],
    ['everything of a scope', ['*'], 'commerce', ['c', 'd']],
    ['everything', ['*'], undefined, []],
    ['another scope', ['product:prod_1'], 'search', ['a', 'b', 'c', 'd']],
  ])('drops what is tagged in %s', (_, invalidated, scope, left) => {
    cache.set('a', { value: '1', tags: ['commerce/product:prod_1'], maxAge: 60 }, cache.position());
    cache.set('b', { value: '1', tags: ['commerce/product:prod_10'], maxAge: 60 }, cache.position());
    cache.set('c', { value: '1', tags: ['journal/article:a'], maxAge: 60 }, cache.position());
    cache.set('d', { value: '1', tags: ['journal/article:b', 'journal/product:prod_1'], maxAge: 60 }, cache.position());

    cache.invalidate(invalidated, scope);

    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(left);
    expect(cache.counters().dropped).toBe(4 - left.length);
  });

  it.each([
    ['its tag', ['products'], 'commerce'],
    ['its tag in all scopes', ['product:prod_1'], undefined],
    ['everything of its scope', ['*'], 'commerce'],
    ['everything', ['*'], undefined],
  ])('refuses what was fetched before an invalidation of %s', (_, invalidated, scope) => {
    const position = cache.position();
    cache.invalidate(invalidated, scope);

    expect(cache.set('a', { value: 'old', tags, maxAge: 60 }, position)).toBeUndefined();
    expect(cache.counters()).toMatchObject({ refusedWrites: 1, entries: 0 });
    expect(keep('a', 'new')?.value).toBe('new');
  });

  it('keeps what was fetched before an invalidation of other tags', () => {
    const position = cache.position();
    cache.invalidate(['product:prod_2', 'product:prod_1/x'], 'commerce');
    cache.invalidate(['product:prod_1'], 'journal');

    expect(cache.set('a', { value: '1', tags, maxAge: 60 }, position)).toBeDefined();
  });

  it('refuses what was fetched before the oldest invalidation that it remembers', () => {
    const position = cache.position();
    for (let index = 0; index <= 20_000; index += 1) cache.invalidate([`product:other_${index}`], 'commerce');

    expect(cache.set('a', { value: '1', tags, maxAge: 60 }, position)).toBeUndefined();
    expect(keep('a')).toBeDefined();
  });

  it.each([
    ['no tags', { tags: [] }],
    ['no life', { maxAge: 0 }],
    ['more than an eighth of the memory', { value: 'x'.repeat(13_000) }],
  ])('does not keep an entry with %s', (_, change) => {
    expect(keep('a', 'value', change)).toBeUndefined();
    expect(cache.get('a')).toBeUndefined();
  });

  it('keeps within its memory, without the entries that were used least recently', () => {
    for (let index = 0; index < 30; index += 1) {
      keep(String(index), 'x'.repeat(10_000));
      cache.get('0');
    }

    const { bytes, entries, evictions } = cache.counters();
    expect([bytes <= 100_000, entries, evictions]).toEqual([true, 9, 21]);
    expect([cache.get('0'), cache.get('1'), cache.get('29')].map(Boolean)).toEqual([true, false, true]);
  });

  it('counts texts beyond Latin-1 twice, and each form of a value', () => {
    const grown = (value: string | Record<string, string | Buffer>) => {
      cache.invalidate(['*']);
      cache.set('a', { value, tags, maxAge: 60 }, cache.position());
      return cache.counters().bytes;
    };
    const base = grown('');

    expect(grown('é'.repeat(1_000)) - base).toBe(1_000);
    expect(grown('€'.repeat(1_000)) - base).toBe(2_000);
    expect(grown({ text: 'a'.repeat(1_000), gzip: Buffer.alloc(500) }) - base).toBeGreaterThanOrEqual(1_500);
  });

  it('replaces the value of an entry, but not after an invalidation', () => {
    const entry = keep('a', 'text');
    if (!entry) throw new Error('The entry is not kept.');
    const replaced = cache.replace('a', entry, { text: 'text', gzip: Buffer.from('z') });

    expect(replaced?.value).toEqual({ text: 'text', gzip: Buffer.from('z') });
    cache.invalidate(['products'], 'commerce');
    expect([cache.get('a'), replaced && cache.replace('a', replaced, 'text')]).toEqual([undefined, undefined]);
    expect(cache.counters().bytes).toBe(0);
  });

  it('keeps nothing with a memory of 0', () => {
    const off = openCache({ maxBytes: 0, log });

    expect(off.isOn).toBe(false);
    expect(off.set('a', { value: '1', tags, maxAge: 60 }, off.position())).toBeUndefined();
    expect(off.get('a')).toBeUndefined();
  });
});

describe('A flight', () => {
  const cache = openCache({ maxBytes: 100_000, log });
  /** Makes a value when `land` or `fail` is called. */
  const runway = () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const signals: AbortSignal[] = [];
    const make = jest.fn((made: { signal: AbortSignal }) => {
      signals.push(made.signal);
      return promise;
    });
    return { make, land: resolve, fail: reject, signals };
  };

  it('makes a value once for all who want it, and again afterwards', async () => {
    const { make, land } = runway();
    const both = [cache.flight('a', make), cache.flight('a', make)];
    land('value');

    expect(await Promise.all(both)).toEqual(['value', 'value']);
    expect(make).toHaveBeenCalledTimes(1);
    await cache.flight('a', make);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('fails for those aboard only', async () => {
    const failing = runway();
    const both = Promise.allSettled([cache.flight('a', failing.make), cache.flight('a', failing.make)]);
    failing.fail(new Error('unavailable'));

    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = runway();
    next.land('value');
    expect(await cache.flight('a', next.make)).toBe('value');
  });

  it('is not joined after an invalidation', async () => {
    const [before, after] = [runway(), runway()];
    const old = cache.flight('a', before.make);
    cache.invalidate(['anything']);
    const fresh = cache.flight('a', after.make);
    after.land('new');
    before.land('old');

    expect(await Promise.all([old, fresh])).toEqual(['old', 'new']);
  });

  it('goes on when one leaves, and ends when all have left', async () => {
    const { make, signals } = runway();
    const [one, two] = [new AbortController(), new AbortController()];
    const both = [one, two].map(({ signal }) => cache.flight('a', make, { signal }));

    one.abort(new Error('gone'));
    await expect(both[0]).rejects.toThrow('gone');
    expect(signals[0]?.aborted).toBe(false);
    two.abort(new Error('gone too'));
    await expect(both[1]).rejects.toThrow('gone too');
    expect(signals[0]?.aborted).toBe(true);
    await turn();
    const next = runway();
    next.land('value');
    expect(await cache.flight('a', next.make)).toBe('value');
  });
});
