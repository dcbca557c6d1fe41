import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testKey } from '#kit/graph/request-token.fixture.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';
import { until } from '#tests/support/until.ts';
import { openSearch, type TestSearch } from '../server.fixture.ts';
import { createSearchCounts, type SearchResult, weekOf } from './search-counts.ts';

let server: TestRedis;
let redis: RedisClient;
let opened: TestSearch;

beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
  opened = await openSearch(server.url);
  await searched('unicorn bag', 'nothing', 6);
  await searched('dragon', 'nothing', 5);
  await searched('phoenix', 'nothing', 4);
  await searched('lagoon vase', 'whole', 5);
  await searched('lagoon bowl', 'whole', 7);
  await searched('lagoon of ada', 'found', 7);
});
afterAll(async () => {
  await opened?.close();
  redis?.disconnect();
  await server?.remove();
});

const hour = 3_600_000;
const curator: Viewer = { kind: 'CURATOR', id: 'cur_1', scopes: ['journal:write'], session: 's' } as Viewer;
const asCurator = { viewer: curator, isService: false };

/** What is counted or kept: digest → counts, or text. */
async function stored(what: 'counts' | 'texts'): Promise<Record<string, string>> {
  const hashes = (await server.keys(`searches:*:${what}`)).map((key) => redis.hgetall(key));
  return Object.assign({}, ...(await Promise.all(hashes)));
}

/** How many texts are counted. */
async function counted(): Promise<number> {
  return Object.keys(await stored('counts')).length;
}

/** Searches of a week that were made on four days: also in those before and after, so that it may end during a test. */
async function searched(text: string, result: SearchResult, hours = 5): Promise<void> {
  for (const weeksAgo of [-1, 0, 1]) {
    let time = 0;
    const counts = createSearchCounts(redis, testKey, { now: () => time });
    for (let number = 0; number < hours; number += 1) {
      time = weekOf(Date.now(), weeksAgo).getTime() + number * 23 * hour;
      await counts.count({ text, language: 'EN', result });
    }
  }
}

const report = `query ($kind: SearchReportKind, $weeksAgo: Int, $language: LanguageCode, $first: Int, $after: String) {
  searchReport(kind: $kind, weeksAgo: $weeksAgo, language: $language, first: $first, after: $after) {
    nodes { query hours hoursNotFound } totalCount weekStartsOn pageInfo { hasNextPage endCursor }
  }
}`;
const read = (variables = {}) => opened.request(report, variables, {}, asCurator);

describe('Searches are counted', () => {
  it('on the first page of a search of products or of everything', async () => {
    const search = (query: string, more = '') =>
      opened.request(
        `query ($query: String!) { search(query: $query ${more}) { nodes { id } pageInfo { endCursor } } }`,
        {
          query,
        },
      );
    const [before, texts] = [await stored('counts'), await stored('texts')];
    const { length } = Object.keys(before);
    const { data } = await search('lagoon', ', first: 1');
    await until(async () => (await counted()) === length + 1);
    await search('lagoon', `, first: 1, after: "${data.search.pageInfo.endCursor}"`);
    await search('vase', ', first: 0');
    await search('ada@example.com');
    await opened.request('{ searchAll(query: "scarf", kinds: [PAGE]) { totalCount } }');
    await opened.request('{ searchAll(query: "scarf", filter: { onSale: true }) { totalCount } }');
    await opened.request('{ search(query: "bowl") { totalCount } }', {}, {}, { isUncached: true });
    await opened.request('{ searchAll(query: "belt") { totalCount } }');
    await search('lagoon -belt');
    await search('"belt lagoon"');
    await search('<img src=x onerror=alert(1)>'.repeat(7));
    await until(async () => (await counted()) === length + 2);
    await search('unicorn \u202e\u0000<zzz>');
    await until(async () => (await counted()) === length + 3);
    // A word of a description, and a phrase of a name.
    await search('darkens');
    await search('"Meridian belt"');
    await until(async () => (await counted()) === length + 5);

    const added = Object.entries(await stored('counts')).filter(([digest]) => !Object.hasOwn(before, digest));
    expect(added.map(([, counts]) => counts.split(' ').at(-1)).sort()).toEqual(['f', 'n', 'w', 'w', 'w']);
    expect(await stored('texts')).toEqual(texts);
  });
});

describe('The report', () => {
  it('has queries that found nothing, the most frequent first, on pages of one list', async () => {
    const { data, errors } = await read({ first: 1 });
    expect(errors).toBeUndefined();
    const { pageInfo, ...first } = data.searchReport;
    const second = await read({ first: 1, after: pageInfo.endCursor });

    expect(first).toEqual({
      nodes: [{ query: 'unicorn bag', hours: 6, hoursNotFound: 6 }],
      totalCount: 2,
      weekStartsOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(second.data.searchReport).toMatchObject({
      nodes: [{ query: 'dragon', hours: 5, hoursNotFound: 5 }],
      pageInfo: { hasNextPage: false },
    });
    const other = await read({ kind: 'POPULAR', after: pageInfo.endCursor });
    expect(other.errors).toMatchObject([{ message: '`after` is not a cursor of this list.' }]);
  });

  it('has queries that found something, in each week and language', async () => {
    const { data } = await read({ kind: 'POPULAR' });
    expect(data.searchReport.nodes.map(({ query }: { query: string }) => query)).toEqual([
      'lagoon bowl',
      'lagoon of ada',
      'lagoon vase',
    ]);
    expect((await read({ weeksAgo: 12 })).data.searchReport.totalCount).toBe(0);
    expect((await read({ language: 'FR' })).data.searchReport.totalCount).toBe(0);
  });

  it.each([-1, 13])('has no week %d', async (weeksAgo) => {
    expect((await read({ weeksAgo })).errors).toMatchObject([
      { message: '`weeksAgo` must be from 0 to 12.', extensions: { code: 'BAD_USER_INPUT', argument: 'weeksAgo' } },
    ]);
  });

  it('is for curators with the scope journal:write only', async () => {
    const other = { ...curator, scopes: ['provenance:write'] } as Viewer;
    const anonymous = await opened.request(report, {}, {}, { isService: false });
    const refused = await opened.request(report, {}, {}, { viewer: other, isService: false });

    expect(anonymous).toMatchObject({
      data: { searchReport: null },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(refused).toMatchObject({ data: { searchReport: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('Popular queries', () => {
  const suggesting = `query ($query: String!, $first: Int) {
    suggest(query: $query, first: $first) {
      kind text html target { __typename ... on PopularQuery { query language } ... on Collection { id } }
    }
  }`;
  const suggest = async (query: string, first = 8) => (await opened.request(suggesting, { query, first })).data.suggest;

  it('are suggested first if they consist of words of the catalogue, at most half of all, and are not counted', async () => {
    const before = await counted();
    // Suggestions do not wait for slow counts.
    await until(async () => (await suggest('lagoon b'))[0]?.kind === 'QUERY');
    const [first, second, third] = await suggest('Lagoon  B');
    const half = await suggest('lag', 3);

    expect(first).toEqual({
      kind: 'QUERY',
      text: 'lagoon bowl',
      html: '<mark>lagoon b</mark>owl',
      target: { __typename: 'PopularQuery', query: 'lagoon bowl', language: 'EN' },
    });
    expect(second.kind).toBe('PRODUCT');
    expect(third).toBeUndefined();
    expect(half.map(({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`)).toEqual([
      'QUERY lagoon bowl',
      'COLLECTION Lagoon',
      expect.stringMatching(/^PRODUCT Lagoon/),
    ]);
    expect(JSON.stringify(await suggest('lag', 20))).not.toMatch(/ada/);
    expect(JSON.stringify(await suggest('uni', 20))).not.toMatch(/unicorn/);
    await opened.request('{ search(query: "cashmere") { totalCount } }');
    await until(async () => (await counted()) > before);
    expect(await counted()).toBe(before + 1);
  });
});

describe('Without Redis', () => {
  it('searches and suggestions work, and the report says what is missing', async () => {
    await server.stop();
    const found = await opened.request(
      '{ search(query: "vase") { totalCount } suggest(query: "vac", first: 1) { kind } }',
    );
    const { data, errors } = await read();
    await server.start();

    expect(found).toEqual({ data: { search: { totalCount: 1 }, suggest: [{ kind: 'MATERIAL' }] } });
    expect(data).toEqual({ searchReport: null });
    expect(errors).toMatchObject([{ extensions: { code: expect.stringMatching(/^BACKEND_/), system: 'Redis' } }]);
  });
});
