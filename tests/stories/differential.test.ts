import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rehearse } from '#gateway/supergraph.ts';
import { commerce } from '#subgraphs/commerce/index.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { journal } from '#subgraphs/journal/index.ts';
import { provenance } from '#subgraphs/provenance/index.ts';
import { search } from '#subgraphs/search/index.ts';
import { ask, houseEnv } from '../support/ask.ts';
import { viewingsOfHouse } from '../support/differential/askers.ts';
import { operations } from '../support/differential/generate.ts';
import { valuesOfHouse } from '../support/differential/house-values.ts';
import { openReference } from '../support/differential/reference.ts';
import { type Executions, firstDifference } from '../support/differential/run.ts';
import { type Known, valuesFrom } from '../support/differential/values.ts';

/**
 * Generated operations are answered by the gateway over the subgraphs of the test house, and by graphql-js over one
 * schema with the same resolvers and backends. Data, its order, and the places and codes of errors must be equal.
 *
 * `DIFFERENTIAL_RUNS` says how many operations (2,000), `DIFFERENTIAL_SEED` repeats those of an earlier run.
 */
const runs = Number(process.env.DIFFERENTIAL_RUNS ?? 2_000);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? Date.now() % 2 ** 31);

let executions: Executions;
let known: Known;
beforeAll(async () => {
  const { schema, policy } = await rehearse(await readFile(supergraphFile, 'utf8'));
  const subgraphs = [commerce, identity, journal, provenance, search];
  const reference = await openReference(subgraphs as never, schema, policy.access, houseEnv());
  executions = { reference, viewings: await viewingsOfHouse() };
  known = await valuesOfHouse(ask);
});
afterAll(() => executions?.reference.close());

describe('The gateway', () => {
  it(
    `answers ${runs} operations of seed ${seed} as graphql-js does`,
    async () => {
      const { reference, viewings } = executions;
      const arbitrary = operations({ schema: reference.schema, values: valuesFrom(known), viewers: viewings.length });
      const generated = fc.sample(arbitrary, { numRuns: runs, seed });

      expect(generated).toHaveLength(runs);
      expect(await firstDifference(generated, executions)).toBeUndefined();
    },
    Math.max(600_000, runs * 300),
  );
});

const supergraphFile = join(import.meta.dirname, '../../schema/supergraph.graphql');
