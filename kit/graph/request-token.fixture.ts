import { readMarket } from './market.ts';
import { type ForwardedContext, signedFetch } from './request-token.ts';

/** The key of the seals in tests. */
export const testKey = 'a1'.repeat(32);

/** `fetch` as the gateway does it, to a subgraph served with `testKey`; without an forwarded, it asks for nobody. */
export const signedTestFetch = (subgraph: string, forwarded: Partial<ForwardedContext> = {}) =>
  signedFetch(testKey, subgraph, forwarded);

/** The forwarded for a market given in headers, as tests of rooms write it. */
export const forwardedContextOf = (headers: Record<string, string>): Partial<ForwardedContext> => ({
  market: readMarket((name) => headers[name]),
  ...(headers['x-request-id'] && { requestId: headers['x-request-id'] }),
});
