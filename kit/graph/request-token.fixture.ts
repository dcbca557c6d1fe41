import { readMarket } from './market.ts';
import { type ForwardedContext, signedFetch } from './request-token.ts';

/** The key of request tokens in tests. */
export const testKey = 'a1'.repeat(32);

/**
 * `fetch` with a request token, as the gateway sends it, to a subgraph served with `testKey`. Anonymous without a
 * forwarded context.
 */
export const signedTestFetch = (subgraph: string, forwarded: Partial<ForwardedContext> = {}) =>
  signedFetch(testKey, subgraph, forwarded);

/** The forwarded context for a market given in headers. */
export const forwardedContextOf = (headers: Record<string, string>): Partial<ForwardedContext> => ({
  market: readMarket((name) => headers[name]),
  ...(headers['x-request-id'] && { requestId: headers['x-request-id'] }),
});

/** The forwarded context in a request token, unverified. */
export function contextIn(token: string): ForwardedContext {
  const [, client = '', own = '', , budget] = token.split('.');
  return { ...partOf(client), ...partOf(own), budget: Number(budget) } as ForwardedContext;
}

const partOf = (text: string): object => JSON.parse(Buffer.from(text, 'base64url').toString());
