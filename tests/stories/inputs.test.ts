import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { eventually, execute, type GraphResponse } from '../support/graph.ts';
import { type Leaf, leavesOf } from '../support/hostile.ts';
import { type SignedIn, signInCurator } from '../support/people.ts';

let leaves: Leaf[];
let curator: SignedIn;
beforeAll(async () => {
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  leaves = leavesOf((await validateSupergraph(sdl)).schema);
  curator = await signInCurator();
});

/** Values that no scalar of the kind allows. */
const refused: Record<string, unknown[]> = {
  String: ['a\0b', '\u001b[31m', '\ud800', 'x'.repeat(10_001), 1],
  ID: ['prod_\0', 'a\nb', '\udfff', 'x'.repeat(501), 1.5],
  Int: [2 ** 31, 1.5, '1'],
  Float: ['1', true],
  Boolean: [0, 'true'],
  DateTime: ['0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '2016-12-31T23:59:60Z', 0],
  Date: ['0000-01-01', 0],
  Decimal: [1e21, '1e400', 'Infinity'],
  CountryCode: [1, 'fr', 'F\0'],
  CurrencyCode: [1, 'eur'],
  Sha256: [1, 'A'.repeat(64)],
  URL: [1, 'javascript:alert(1)'],
  JSONObject: ['text', { a: '\0' }, JSON.parse('{"__proto__":{}}')],
};

/** Values that are allowed but belong to no existing object. */
const odd: Record<string, unknown[]> = {
  String: ['', ' ', '\t\n', '%00', '../../admin', `'"); drop table--`, '\uffff', 'é'.repeat(10_000)],
  ID: ['', ' ', '%00', '../../admin', `'"); drop table--`, 'é'.repeat(500), 0, 1e21],
  Int: [0, -1, 2_147_483_647, -2_147_483_648],
  Float: [-0, -1, 1e300, 1e-300],
  DateTime: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2026-03-01T00:00:00+23:59'],
  Decimal: ['-0', '9'.repeat(18), `0.${'0'.repeat(17)}1`],
  CountryCode: ['ZZ'],
};

/** Executes all requests, a few at a time, and returns those with an unexpected response. */
async function wrongAmong(
  cases: readonly { leaf: Leaf; value: unknown }[],
  isRight: (response: GraphResponse) => boolean,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...cases];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { leaf, value } = next;
      const { query, variables } = leaf.request(value);
      const response = await answered(() => execute(query, variables, headers));
      const shown = (JSON.stringify(value) ?? '').slice(0, 40);
      if (!isRight(response))
        wrong.push(`${leaf.field} ${leaf.path.join('.')} ${shown}: ${JSON.stringify(response).slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return wrong.sort();
}

/** Retries after a backend timeout, which says nothing about the value. */
async function answered(attempt: () => Promise<GraphResponse>): Promise<GraphResponse> {
  return eventually(
    attempt,
    ({ errors = [] }) => !errors.some(({ extensions }) => /_TIMEOUT$/.test(String(extensions.code))),
  );
}

const casesOf = (some: readonly Leaf[], values: Record<string, unknown[]>) =>
  some.flatMap((leaf) => (values[leaf.scalar] ?? []).map((value) => ({ leaf, value })));

describe('Every client input', () => {
  it('is rejected as the client’s error, with the argument, when the value is invalid', async () => {
    const cases = casesOf(leaves, refused);

    expect(new Set(leaves.map(({ scalar }) => scalar).filter((scalar) => !refused[scalar]))).toEqual(new Set());
    expect(new Set(cases.map(({ leaf }) => leaf.field)).size).toBeGreaterThan(50);
    expect(
      await wrongAmong(
        cases,
        ({ data, errors }) =>
          data === undefined &&
          errors?.length === 1 &&
          errors[0]?.extensions.code === 'BAD_USER_INPUT' &&
          typeof errors[0].extensions.argument === 'string',
      ),
    ).toEqual([]);
  });

  it('never causes an outage error or an internal error, in a query', async () => {
    const queries = leaves.filter(({ kind }) => kind === 'query');

    expect(await wrongAmong(casesOf(queries, odd), isNoFault, curator.headers)).toEqual([]);
  });

  it('never causes an outage error or an internal error, in a mutation of a missing object', async () => {
    // With an id that does not exist, no mutation changes anything, and the other arguments are harmless.
    const ids = leaves.filter(({ kind, scalar }) => kind === 'mutation' && scalar === 'ID');

    expect(await wrongAmong(casesOf(ids, odd), isNoFault, curator.headers)).toEqual([]);
  });
});

function isNoFault({ errors = [] }: GraphResponse): boolean {
  return !errors.some(({ extensions }) => /^(BACKEND|SUBGRAPH|INTERNAL)_/.test(String(extensions.code)));
}
