import { afterAll, describe, expect, it } from '@jest/globals';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { createLog } from '#kit/process/log.ts';
import { openSources } from './sources.ts';

const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
const keys: Record<string, string | undefined> = {};
const sources = openSources(
  {
    fetch: { timeout: 1_000, connectTimeout: 100, connections: 1, responseLimit: 1_000 },
    timeout: 1,
    subgraph: (name) => ({ key: keys[name], isUnsigned: false, variables: variablesOf(name) }),
  },
  createLog('sources', 'silent'),
);
afterAll(() => sources.close());

const load = (...subgraphs: [name: string, url: string][]) =>
  sources.prepare(subgraphs.map(([name, url]) => ({ name, url }))).use();

describe('The data sources of a new supergraph', () => {
  it('are those in use, if neither address nor key has changed', () => {
    Object.assign(keys, { shop: first, maps: first });
    load(['shop', 'http://127.0.0.1:1/'], ['maps', 'http://127.0.0.1:2/']);
    const before = [sources.get('shop'), sources.get('maps')];
    load(['shop', 'http://127.0.0.1:1/'], ['maps', 'http://127.0.0.1:3/']);
    const moved = [sources.get('shop'), sources.get('maps')];
    keys.shop = second;
    load(['shop', 'http://127.0.0.1:1/'], ['maps', 'http://127.0.0.1:3/']);
    const signed = [sources.get('shop'), sources.get('maps')];

    expect(moved.map((source, index) => source === before[index])).toEqual([true, false]);
    expect(signed.map((source, index) => source === moved[index])).toEqual([false, true]);
    expect(signed.map((source) => source?.requestTokenKey)).toEqual([second, first]);
  });

  it('are all refused together, and each fault is named with its variable', () => {
    const shop = sources.get('shop');
    keys.maps = undefined;
    const faulty = () => load(['shop', 'http://127.0.0.1:9/'], ['maps', 'http://127.0.0.1:3/'], ['odd one', '']);

    expect(faulty).toThrow(/"maps" has no key .*MAPS_REQUEST_TOKEN_KEY.*\n.*"odd one" has no .* Set ODD_ONE_URL/);
    expect(sources.get('shop')).toBe(shop);
  });
});
