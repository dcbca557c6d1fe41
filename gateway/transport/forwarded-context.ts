import { type EncodedContext, encodeContext, type ForwardedContext } from '#kit/graph/request-token.ts';
import type { GatewayContext } from '../context.ts';

/** The parts of a request's context that subgraphs receive. */
export type ForwardableContext = Pick<
  GatewayContext,
  'requestId' | 'viewer' | 'token' | 'market' | 'client' | 'isService' | 'isUncached' | 'costAccount'
>;

/** The encoded contexts of client requests, for their further fetches. */
const encoded = new WeakMap<ForwardableContext, { plain?: EncodedContext; withToken?: EncodedContext }>();

/** The context that is forwarded to a subgraph. It is encoded once for all fetches of a client request. */
export function forwardedContextFor(subgraph: string, context: ForwardableContext): EncodedContext {
  // Only identity needs the quota, for `Viewer.quota`.
  const quota = subgraph === 'identity' ? context.costAccount.quota() : undefined;
  if (quota) return encodeContext({ ...forwardedOf(context), quota });
  let known = encoded.get(context);
  if (!known) {
    known = {};
    encoded.set(context, known);
  }
  const { token } = context;
  // Only commerce receives the token: it acts on behalf of the customer at its backend.
  if (subgraph === 'commerce' && token !== undefined) {
    known.withToken ??= encodeContext({ ...forwardedOf(context), token });
    return known.withToken;
  }
  known.plain ??= encodeContext(forwardedOf(context));
  return known.plain;
}

function forwardedOf({
  requestId,
  viewer,
  market,
  client,
  isService,
  isUncached,
}: ForwardableContext): ForwardedContext {
  return {
    requestId,
    viewer,
    market,
    client,
    ...(isService && { isService }),
    ...(isUncached && { isUncached }),
  };
}
