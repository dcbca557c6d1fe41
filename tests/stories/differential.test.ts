import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError, Kind, type ValidationRule } from 'graphql';
import { readGatewayConfig } from '#gateway/config.ts';
import { limitRule } from '#gateway/limits/complexity.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { commerce } from '#subgraphs/commerce/index.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { journal } from '#subgraphs/journal/index.ts';
import { provenance } from '#subgraphs/provenance/index.ts';
import { search } from '#subgraphs/search/index.ts';
import { type Generated, operations } from '../support/differential/generate.ts';
import { installationValues } from '../support/differential/installation-values.ts';
import { installationViewers } from '../support/differential/installation-viewers.ts';
import { openReference } from '../support/differential/reference.ts';
import { type Executions, firstDifference } from '../support/differential/run.ts';
import { type KnownValues, valuesFrom } from '../support/differential/values.ts';
import { gatewayEnv } from '../support/gateway-env.ts';
import { execute, installationEnv } from '../support/graph.ts';

/**
 * Generated operations are executed by the gateway over the subgraphs of the test installation, and by graphql-js over
 * one schema with the same resolvers and backends. Data, its order, and the paths and codes of errors must be equal.
 *
 * `DIFFERENTIAL_RUNS` is the number of operations (2,000). `DIFFERENTIAL_SEED` is the seed of the first operation; each
 * further one has the next number. A difference reports its own seed: `DIFFERENTIAL_RUNS=1 DIFFERENTIAL_SEED=…` runs
 * that operation alone.
 */
const runs = Number(process.env.DIFFERENTIAL_RUNS ?? 2_000);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? Date.now() % 2 ** 31);

let executions: Executions;
let known: KnownValues;
beforeAll(async () => {
  const { schema, policy } = await validateSupergraph(await readFile(supergraphFile, 'utf8'));
  const subgraphs = [commerce, identity, journal, provenance, search];
  const reference = await openReference(subgraphs as never, schema, policy.access, installationEnv());
  const rules = [limitRule(readGatewayConfig(gatewayEnv).limits), withoutLeftOut];
  executions = { reference, viewings: await installationViewers(), rules };
  known = await installationValues(execute);
});
afterAll(() => executions?.reference.close());

describe('The gateway', () => {
  it(
    `responses ${runs} operations of seed ${seed} as graphql-js does`,
    async () => {
      const { reference, viewings, rules } = executions;
      const arbitrary = operations({
        schema: reference.schema,
        values: valuesFrom(known),
        viewers: viewings.length,
        rules,
      });
      const generate = (one: number) => fc.sample(arbitrary, { numRuns: 1, seed: one })[0] as Generated;
      const seeds = Array.from({ length: runs }, (_, index) => seed + index);

      expect(await firstDifference(seeds, generate, executions)).toBeUndefined();
    },
    Math.max(600_000, runs * 300),
  );
});

/** Fields with different values in two executions, and the reason. */
const leftOut = new Map([
  ['quota', 'The reference has no quota.'],
  ['lastSeenAt', 'The value is the second of the request.'],
  ['processingTimeMs', 'The value is a duration, measured for each request.'],
]);

/** Rejects operations with the excluded fields. */
const withoutLeftOut: ValidationRule = (context) => ({
  enter: (node) => {
    const reason = node.kind === Kind.FIELD && leftOut.get(node.name.value);
    if (reason) context.reportError(new GraphQLError(reason));
  },
});

const supergraphFile = join(import.meta.dirname, '../../schema/supergraph.graphql');
