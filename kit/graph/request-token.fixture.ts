import { readMarket } from './market.ts';
import { type ForwardedContext, signedFetch } from './request-token.ts';

/** The key of the seals in tests. */
export const testKey = 'a1'.repeat(32);

/** That key for every subgraph, as a gateway wants it. */
export const requestTokenEnv = Object.fromEntries(
  ['COMMERCE', 'PROVENANCE', 'JOURNAL', 'SEARCH', 'IDENTITY'].map((name) => [`${name}_REQUEST_TOKEN_KEY`, testKey]),
);

/** Rate limits of a gateway that no test reaches by chance. */
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

/** All that a gateway must be told to start, with a Redis that is away. */
export const gatewayEnv = { ...requestTokenEnv, ...generousEnv, REDIS_URL: 'redis://127.0.0.1:1' };

/** `fetch` as the gateway does it, to a subgraph served with `testKey`; without an forwarded, it asks for nobody. */
export const signedTestFetch = (subgraph: string, forwarded: Partial<ForwardedContext> = {}) =>
  signedFetch(testKey, subgraph, forwarded);

/** The forwarded for a market given in headers, as tests of rooms write it. */
export const forwardedContextOf = (headers: Record<string, string>): Partial<ForwardedContext> => ({
  market: readMarket((name) => headers[name]),
  ...(headers['x-request-id'] && { requestId: headers['x-request-id'] }),
});
