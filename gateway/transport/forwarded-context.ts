import { type EncodedContext, encodeContext, type ForwardedContext } from '#kit/graph/request-token.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import type { GatewayContext } from '../context.ts';

/** The parts of a request's context that subgraphs receive. */
export type ForwardableContext = Pick<
  GatewayContext,
  'requestId' | 'viewer' | 'token' | 'market' | 'position' | 'client' | 'isService' | 'isUncached' | 'costAccount'
>;

/** The encoded contexts of client requests, for their further fetches. */
const encoded = new WeakMap<ForwardableContext, EncodedContexts>();

interface EncodedContexts {
  plain?: EncodedContext;
  forCommerce?: EncodedContext;
  shared?: EncodedContext;
}

/**
 * The context that is forwarded to a subgraph. It is encoded once for all fetches of a client request. `isShared`: the
 * result may be used for every viewer. It has the market alone, so that nothing of this client can become part of it.
 */
export function forwardedContextFor(
  subgraph: string,
  context: ForwardableContext,
  isShared: boolean | undefined,
): EncodedContext {
  if (isShared) return sharedContextOf(context);
  // Only identity needs the quota, for `Viewer.quota`.
  const quota = subgraph === 'identity' ? context.costAccount.quota() : undefined;
  if (quota) return encodeContext({ ...forwardedOf(context), quota });
  const known = encodedFor(context);
  const { token, position } = context;
  // Only commerce receives the token, because it acts on behalf of the customer at its backend, and the position.
  if (subgraph === 'commerce' && (token !== undefined || position)) {
    known.forCommerce ??= encodeContext({
      ...forwardedOf(context),
      ...(token !== undefined && { token }),
      ...(position && { position }),
    });
    return known.forCommerce;
  }
  known.plain ??= encodeContext(forwardedOf(context));
  return known.plain;
}

function sharedContextOf(context: ForwardableContext): EncodedContext {
  const known = encodedFor(context);
  const { requestId, market, isUncached } = context;
  known.shared ??= encodeContext({
    // The gateway sends it for all viewers, and has limited the operation of this one: the ceiling of anonymous viewers would refuse what
    // partners and services may ask.
    ...{ requestId, viewer: anonymous, market, client: {}, isService: true },
    ...(isUncached && { isUncached }),
  });
  return known.shared;
}

function encodedFor(context: ForwardableContext): EncodedContexts {
  const known = encoded.get(context);
  if (known) return known;
  const contexts: EncodedContexts = {};
  encoded.set(context, contexts);
  return contexts;
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
