import { GraphQLError } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import { jsonSize } from '#kit/graph/server/json-size.ts';

/** Counts the bytes of a response as JSON while it is completed. */
export interface ResponseSize {
  /** Adds a key. Returns whether the response is within its limit. */
  addKey(key: string): boolean;
  /** Adds a value of a scalar or an enum. Returns whether the response is within its limit. */
  addValue(value: unknown): boolean;
  /** The error RESPONSE_TOO_LARGE for an omitted field; undefined after a hundred of them. */
  errorAt(path: readonly (string | number)[]): GraphQLError | undefined;
  /** Whether the size, omitted fields included, is more than twice the limit. */
  isFarBeyond(): boolean;
}

/** The maximum number of RESPONSE_TOO_LARGE errors in one response. */
const maxErrors = 100;

/** Counts up to `limit` bytes. Once the limit is exceeded, smaller values are omitted too. */
export function countResponse(limit: number): ResponseSize {
  let bytes = 0;
  let errors = 0;
  const add = (more: number): boolean => {
    bytes += more;
    return bytes <= limit;
  };
  return {
    // Two quotation marks, a colon and a comma.
    addKey: (key) => add(key.length + 4),
    addValue: (value) => add(typeof value === 'object' && value !== null ? sizeOfObject(value) : jsonSize(value)),
    errorAt(path) {
      errors += 1;
      if (errors > maxErrors) return undefined;
      const { message, extensions } = graphError('RESPONSE_TOO_LARGE', tooLarge, { limit });
      return new GraphQLError(message, { path: [...path], extensions });
    },
    isFarBeyond: () => bytes > 2 * limit,
  };
}

/** Introspection results are cached and large, so each is measured once. */
const knownSizes = new WeakMap<object, number>();

function sizeOfObject(value: object): number {
  const size = knownSizes.get(value) ?? jsonSize(value);
  knownSizes.set(value, size);
  return size;
}

const tooLarge = 'The response is too large. Request less at a time.';
