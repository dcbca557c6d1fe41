import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { ErrorCode } from '../errors.ts';

/** What one response lacks because a backend failed to give it, with the cause. */
export interface Lost {
  /** A name for the log, such as `Article.artisans`. */
  what: string;
  cause: GraphQLError;
  /** Where the response lacks it: the response has an error with this path. None for a part of a value, which only the log reports. */
  path?: readonly (string | number)[];
}

/**
 * What `read` resolves to, or `instead` where the backend does not answer. The response is then partial: nothing keeps it, and the log
 * has the cause. For a field that must not be null and is read after its parent: without this, an outage between both reads would
 * cost the parent too. Not for fields on which money, access or proofs depend, where too little would be a wrong answer.
 *
 * `what` is the field, whose error the response has next to the value, or the name of a part of a value, which has no error.
 */
export async function orPartial<Value>(
  request: { lost?: Lost[] },
  what: GraphQLResolveInfo | string,
  read: () => Promise<Value>,
  instead: Value,
): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (!isOutage(cause)) throw cause;
    request.lost ??= [];
    request.lost.push(
      typeof what === 'string'
        ? { what, cause }
        : { what: `${what.parentType.name}.${what.fieldName}`, cause, path: responsePathAsArray(what.path) },
    );
    return instead;
  }
}

const outages: ReadonlySet<unknown> = new Set<ErrorCode>(['BACKEND_UNAVAILABLE', 'BACKEND_TIMEOUT']);

/** The errors of fields that have a replacement for what was lost. */
export function lostErrors(lost: readonly Lost[]): GraphQLError[] {
  return lost.flatMap(({ cause: { message, extensions }, path }) =>
    path ? [new GraphQLError(message, { path, extensions })] : [],
  );
}

function isOutage(cause: unknown): cause is GraphQLError {
  return cause instanceof GraphQLError && outages.has(cause.extensions.code);
}
