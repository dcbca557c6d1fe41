import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disguise } from '#tests/support/differential/disguise.ts';
import { type Generated, operations } from '#tests/support/differential/generate.ts';
import { openPair, type Pair } from '#tests/support/differential/small-pair.ts';
import { valuesFrom } from '#tests/support/differential/values.ts';

/**
 * Generated queries and mutations on a small supergraph, because mutations cannot be repeated on the real graph: data,
 * its order, and the paths of errors equal those of graphql-js. `EXECUTION_SEED` is the first seed.
 */
const seed = Number(process.env.EXECUTION_SEED ?? Date.now() % 2 ** 31);
const names = {
  first: [0, 1, 2, null],
  id: ['p1', 'p2', 'none'],
  ID: ['p1'],
  Int: [1, 7],
  String: ['x'],
  Boolean: [true, false],
};

let pair: Pair;
beforeAll(async () => {
  pair = await openPair();
});

describe('The execution of plans', () => {
  it.each([
    ['query', 250],
    ['mutation', 100],
  ] as const)(
    `returns the same response to every %s as graphql-js, %i from seed ${seed}`,
    async (kind, count) => {
      const arbitrary = operations({
        schema: pair.schema,
        values: valuesFrom({ fields: {}, names }),
        viewers: 1,
        rules: [],
        kind,
      });
      for (const one of Array.from({ length: count }, (_, index) => seed + index)) {
        const generated = fc.sample(arbitrary, { numRuns: 1, seed: one })[0] as Generated;

        expect({ ...generated, seed: one, ...(await ofGateway(generated)) }).toEqual({
          ...generated,
          seed: one,
          ...(await ofReference(generated)),
        });
      }
    },
    120_000,
  );

  it(`uses one plan for equivalent operations, 150 from seed ${seed}`, async () => {
    const arbitrary = operations({
      schema: pair.schema,
      values: valuesFrom({ fields: {}, names }),
      viewers: 1,
      rules: [],
      kind: 'query',
    });
    for (const one of Array.from({ length: 150 }, (_, index) => seed + index)) {
      const { query, variables } = fc.sample(arbitrary, { numRuns: 1, seed: one })[0] as Generated;
      const disguised = disguise(pair.schema, query, variables);

      const plain = await pair.federated.execute(query, variables);
      const plans = pair.federated.plansBuilt();
      const { data, errors } = await pair.federated.execute(disguised.query, disguised.variables);

      expect({ one, query, variables, data: JSON.stringify(disguised.reveal(data)), errors: errors.length }).toEqual({
        one,
        query,
        variables,
        data: JSON.stringify(plain.data),
        errors: plain.errors.length,
      });
      expect({ one, query, disguised, plans: pair.federated.plansBuilt() }).toEqual({ one, query, disguised, plans });
    }
  }, 120_000);

  it('sends no field twice with types that cannot merge, with nested conditions', async () => {
    const query =
      'query ($yes: Boolean!) { titled { ... on Item { ... on Rated { rank } ... on Media @include(if: $yes) { ... on Rated { rank } url } } } }';
    const variables = { yes: true };

    expect(await pair.federated.execute(query, variables)).toEqual({
      ...(await pair.execute(query, variables)),
      errors: [],
    });
  });
});

async function ofGateway({ query, variables }: Generated) {
  const { data, errors } = await pair.federated.execute(query, variables);
  const paths = errors.map((error) => error.split(' ')[1]?.split('.').filter(Boolean) ?? []);
  return { data: JSON.stringify(data), lost: lostIn(data, paths) };
}

async function ofReference({ query, variables }: Generated) {
  const { data, errors = [] } = await pair.execute(query, variables);
  return {
    data: JSON.stringify(data),
    lost: lostIn(
      data,
      errors.map(({ path = [] }) => path),
    ),
  };
}

/** The nulls caused by errors. By the specification, one error is enough for each null. */
function lostIn(data: unknown, paths: readonly (readonly (string | number)[])[]): string[] {
  const places = paths.map((path) => {
    let value = data;
    const end = path.findIndex((key) => {
      if (value === null) return true;
      value = (value as Record<string | number, unknown>)[key];
      return false;
    });
    return (end < 0 ? path : path.slice(0, end)).join('.');
  });
  return [...new Set(places)].sort();
}
