import { GraphQLError } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import { jsonSize } from '#kit/graph/server/json-size.ts';

/** Counts the bytes of an answer as JSON while it is completed. */
export interface AnswerSize {
  /** Counts a key. Returns whether the answer is still within its limit. */
  takeKey(key: string): boolean;
  /** Counts a value of a scalar or an enum. Returns whether the answer is still within its limit. */
  takeValue(value: unknown): boolean;
  /** RESPONSE_TOO_LARGE for a place that the answer has no room for; undefined after a hundred of them. */
  errorAt(path: readonly (string | number)[]): GraphQLError | undefined;
  /** Whether the keys of what was left out alone are beyond the limit. */
  isFarBeyond(): boolean;
}

/** The most places for which one answer says that it has no room. */
const mostErrors = 100;

/** Counts up to `limit` bytes. What is beyond it stays out: a smaller value that comes later is not let in. */
export function countAnswer(limit: number): AnswerSize {
  let bytes = 0;
  let errors = 0;
  const take = (more: number): boolean => {
    bytes += more;
    return bytes <= limit;
  };
  return {
    // Quotation marks, a colon and a comma.
    takeKey: (key) => take(key.length + 4),
    takeValue: (value) => take(typeof value === 'object' && value !== null ? sizeOfObject(value) : jsonSize(value)),
    errorAt(path) {
      errors += 1;
      if (errors > mostErrors) return undefined;
      const { message, extensions } = graphError('RESPONSE_TOO_LARGE', tooLarge, { limit });
      return new GraphQLError(message, { path: [...path], extensions });
    },
    isFarBeyond: () => bytes > 2 * limit,
  };
}

/** What introspection answers is cached, and large. */
const knownSizes = new WeakMap<object, number>();

function sizeOfObject(value: object): number {
  const size = knownSizes.get(value) ?? jsonSize(value);
  knownSizes.set(value, size);
  return size;
}

const tooLarge = 'The answer is too large. Ask for less at a time.';
