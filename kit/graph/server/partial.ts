import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors.ts';
import type { SubgraphRequest } from './subgraph.ts';

/** What one response lacks because a backend failed to give it, with the cause. */
export interface Lost {
  /** A name for the log, such as `Article.artisans`. */
  what: string;
  cause: unknown;
}

/**
 * What `read` resolves to, or `instead` where the backend does not answer. The response is then partial: nothing keeps it, and the log
 * has the cause. For a field that must not be null and is read after its parent: without this, an outage between both reads would
 * cost the parent too. Not for fields on which money, access or proofs depend, where too little would be a wrong answer.
 */
export async function orPartial<Value>(
  request: Pick<SubgraphRequest, 'lost'>,
  what: string,
  read: () => Promise<Value>,
  instead: Value,
): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (!isOutage(cause)) throw cause;
    request.lost ??= [];
    request.lost.push({ what, cause });
    return instead;
  }
}

const outages: ReadonlySet<unknown> = new Set<ErrorCode>(['BACKEND_UNAVAILABLE', 'BACKEND_TIMEOUT']);

function isOutage(cause: unknown): boolean {
  return cause instanceof GraphQLError && outages.has(cause.extensions.code);
}
