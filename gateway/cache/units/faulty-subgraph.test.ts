import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { createLog } from '#kit/process/log.ts';
import type { SendToSubgraph } from '../../execution/subgraph-request.ts';
import { type Cache, openCache } from '../cache.ts';
import { CacheUse } from '../cache-use.ts';
import type { FetchRules } from '../rules/fetch-rules.ts';
import { fetchUnits } from './fetch-units.ts';

const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const rules: FetchRules = {
  subgraph: 'journal',
  query,
  policy: { maxAge: 60, taggedMaxAge: 60, isPrivate: false, staleIfError: 0 },
  uncached: undefined,
  tags: {
    operation: parse('{ __typename }').definitions[0] as never,
    ofRoot: () => undefined,
    ofEntity: ({ id }) => new Set([`product:${id}`]),
  },
  fields: ['story'],
  id: 'stories',
  variableNames: [],
};
const prepared = { subgraph: 'journal', query, operationName: undefined, isMutation: false };
const representations = ['{"__typename":"Product","id":"p1"}', '{"__typename":"Product","id":"p2"}'];

let cache: Cache;
beforeEach(() => {
  cache = openCache({ maxBytes: 1_000_000, log: createLog('gateway', 'silent') });
});
afterEach(() => cache.close());

/** Fetches two stories for one client. */
function fetchStories(send: SendToSubgraph) {
  const context = {
    market: { language: 'EN' as const },
    usedMarket: {},
    deadline: performance.now() + 60_000,
    signal: new AbortController().signal,
    cacheUse: new CacheUse(),
  };
  const parts = [
    { rules, entities: { key: '_entities', variable: 'representations', representations }, path: () => [] },
  ];
  return fetchUnits({ prepared, variables: '', parts }, { cache, context, send, variables: {} });
}

const answer: SendToSubgraph = async () => ({ data: { _entities: [{ story: 'one' }, { story: 'two' }] } });

describe('Of a subgraph that answers wrongly', () => {
  it.each([
    ['too few entities', { _entities: [{ story: 'one' }] }],
    ['no list', { _entities: null }],
  ])('nothing is kept where it returns %s', async (_, data) => {
    expect(await fetchStories(async () => ({ data }))).toEqual({ data: { _entities: [undefined, undefined] } });

    expect((await fetchStories(answer)).data).toEqual({ _entities: [{ story: 'one' }, { story: 'two' }] });
  });

  it('others do not wait when a request ends unexpectedly', async () => {
    const { promise: failure, reject } = Promise.withResolvers<never>();
    const first = fetchStories(() => failure);
    const second = fetchStories(answer);
    reject(new Error('The supergraph has no journal subgraph.'));

    await expect(first).rejects.toThrow('no journal');
    expect((await second).data).toEqual({ _entities: [{ story: 'one' }, { story: 'two' }] });
    expect((await fetchStories(answer)).data).toEqual({ _entities: [{ story: 'one' }, { story: 'two' }] });
  });
});
