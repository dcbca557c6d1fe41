import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { adminRequest } from '../support/backends/admin.ts';
import { execute, type GraphResponse } from '../support/graph.ts';
import { people, registerElite, type SignedIn } from '../support/people.ts';
import { type PublicOperations, publicOperations } from '../support/public-operations.ts';

jest.setTimeout(240_000);

const supergraph = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');
const examples = await readExamples();

/** Not answered from the cache. */
const uncached = { 'cache-control': 'no-cache' };

let api: GraphQLSchema;
const viewers = new Map<string, Record<string, string>>();
let member: SignedIn;
const lists: string[] = [];

beforeAll(async () => {
  const { schema, close } = await validateSupergraph(supergraph);
  await close();
  api = schema;
  const { anonymous: _, stale: __, ...signedIn } = await people();
  member = await registerElite('Member');
  lists.push(await giveGroupPrice(member));
  for (const [name, { headers }] of Object.entries({ ...signedIn, member })) viewers.set(name, headers);
  viewers.set('another client', {
    'user-agent': 'Another/1.0',
    'x-forwarded-for': '203.0.113.9',
    'accept-language': 'en-GB',
    origin: 'https://partner.example',
    cookie: `axiom_device=axd_${'a'.repeat(43)}`,
    'apollo-require-preflight': 'true',
  });
});

afterAll(async () => {
  for (const id of lists) await adminRequest(`/admin/price-lists/${id}`, { status: 'draft' });
});

describe('A public field', () => {
  it('is tested, if it has a hint of its own', () => {
    const { coordinates, operations } = publicFields(supergraph);
    const kept = [...supergraph.matchAll(/^ {2}(\w+).*@cacheControl\(maxAge: [1-9]/gm)].map(([, name]) => name);

    expect(kept.filter((name) => ![...coordinates].some((coordinate) => coordinate.endsWith(`.${name}`)))).toEqual([]);
    expect(kept.length).toBeGreaterThan(10);
    expect(operations.length).toBeGreaterThan(12);
  });

  it('has the same value for every viewer', async () => {
    expect(await differencesIn(publicFields(supergraph))).toEqual([]);
  });

  it.each([
    { operation: 'viewer', declarations: ['type Viewer', '  viewer: Viewer'] },
    { operation: 'product', declarations: ['breakdown: [CarbonShare!]'] },
  ])('is found to depend on the viewer where $declarations is not PRIVATE', async ({ operation, declarations }) => {
    const { operations } = publicFields(declarations.reduce(withoutPrivacy, supergraph));

    const found = await differencesIn({ operations: operations.filter(({ name }) => name === operation) });

    expect(found.length).toBeGreaterThan(0);
  });
});

describe('A cached result', () => {
  it('is that of the market, the language and the fields of the request', async () => {
    const markets = ['FR FR', 'JP JA', 'US EN'].map((market) => {
      const [country = '', language = ''] = market.split(' ');
      return { 'x-axiom-country': country, 'x-axiom-language': language };
    });
    const wrong: string[] = [];
    let hits = 0;
    const seen = new Set<string>();
    for (const { name, query, variables } of publicFields(supergraph).operations) {
      const uncachedAnswers = () =>
        Promise.all(markets.map((market) => stableAnswer(query, variables, { ...uncached, ...market })));
      const before = await uncachedAnswers();
      const cached = await Promise.all(
        markets.map((market) => execute(query, variables, { ...market, 'x-axiom-cache': 'report' })),
      );
      const after = await uncachedAnswers();
      for (const [index, response] of cached.entries()) {
        hits += (response.extensions?.cache as { hits: number } | undefined)?.hits ?? 0;
        const answer = stable(response);
        seen.add(answer);
        if (answer !== before[index] && answer !== after[index])
          wrong.push(`${name} ${JSON.stringify(markets[index])}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(hits).toBeGreaterThan(0);
    // Prices differ between the markets, and texts between the languages, so the test would find a mixed result.
    expect(seen.size).toBeGreaterThan(2 * publicFields(supergraph).operations.length);
  });
});

function publicFields(sdl: string): PublicOperations {
  return publicOperations(api, buildASTSchema(parse(sdl), { assumeValidSDL: true }), examples);
}

/** The operations and viewers with another answer than that of someone who is not signed in. */
async function differencesIn({ operations }: Pick<PublicOperations, 'operations'>): Promise<string[]> {
  const found: string[] = [];
  for (const { name, query, variables } of operations) {
    const before = await stableAnswer(query, variables, uncached);
    const seen = await Promise.all(
      [...viewers].map(async ([viewer, headers]) => ({
        viewer,
        answer: await stableAnswer(query, variables, headers),
      })),
    );
    // The signed addresses of files change with time, so an answer equals that before it or that after it.
    const after = await stableAnswer(query, variables, uncached);
    found.push(
      ...seen.filter(({ answer }) => ![before, after].includes(answer)).map(({ viewer }) => `${name} for ${viewer}`),
    );
  }
  return found;
}

async function stableAnswer(query: string, variables: Record<string, unknown>, headers: Record<string, string>) {
  return stable(await execute(query, variables, headers));
}

/** What a response has in common with others of the same request. */
function stable({ data, errors }: GraphResponse): string {
  const varying = ['processingTimeMs', 'requestId'];
  return JSON.stringify({ data, errors }, (key, value) => (varying.includes(key) ? 0 : value));
}

/** The supergraph without the PRIVATE of one type or field. */
function withoutPrivacy(sdl: string, declaration: string): string {
  const start = sdl.indexOf(declaration);
  const end = sdl.indexOf('PRIVATE', start);
  if (start < 0 || end < 0) throw new Error(`${declaration} is not PRIVATE.`);
  return `${sdl.slice(0, end)}PUBLIC${sdl.slice(end + 'PRIVATE'.length)}`;
}

/** Gives a customer a price of their own by a group of customers. Returns the id of the price list. */
async function giveGroupPrice({ headers }: SignedIn): Promise<string> {
  const { data } = await execute(
    '{ viewer { customer { id } } product(handle: "ember-tote") { variants(first: 1) { nodes { id } } } }',
    {},
    headers,
  );
  const { customer_group } = (await adminRequest('/admin/customer-groups', { name: `Members ${Math.random()}` })) as {
    customer_group: { id: string };
  };
  await adminRequest(`/admin/customer-groups/${customer_group.id}/customers`, { add: [data.viewer.customer.id] });
  const { price_list } = (await adminRequest('/admin/price-lists', {
    ...{ title: 'For members', description: 'For members', status: 'active', type: 'sale' },
    rules: { 'customer.groups.id': [customer_group.id] },
    prices: [{ variant_id: data.product.variants.nodes[0].id, currency_code: 'eur', amount: 11 }],
  })) as { price_list: { id: string } };
  return price_list.id;
}
