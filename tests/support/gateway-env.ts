import { testKey } from '#kit/graph/request-token.fixture.ts';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { subgraphs } from '#subgraphs/registry.ts';

/** `testKey` as the request token key of every subgraph. */
export const requestTokenEnv = Object.fromEntries(
  subgraphs.map(({ name }) => [variablesOf(name).requestTokenKey, testKey]),
);

/** Rate limits of a gateway that are too high for a test to reach by accident. */
export const generousEnv = Object.fromEntries([
  ...['ANONYMOUS', 'CUSTOMER', 'PARTNER', 'CURATOR', 'ADDRESS'].flatMap((kind) => [
    [`COST_BUCKET_${kind}`, '1000000000'],
    [`COST_RESTORE_${kind}`, '100000'],
  ]),
  ['COST_LOCAL_PERCENT', '100'],
  ['CREDENTIALS_LIMIT_BURST', '100000'],
  ['LIMIT_RUNNING', '100000'],
  ['LIMIT_RUNNING_POINTS', '1000000000'],
  ['LIMIT_WAITING', '100000'],
  ['LIMIT_OPEN_REQUESTS', '100000'],
  ['LIMIT_REFUSALS_BURST', '1000000'],
  ['PLANNING_BUDGET_MS', '1000000000'],
]);

/** The required variables of a gateway, with a Redis that is unreachable. */
export const gatewayEnv = { ...requestTokenEnv, ...generousEnv, REDIS_URL: 'redis://127.0.0.1:1' };
