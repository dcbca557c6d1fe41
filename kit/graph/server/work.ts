import { type ExecutionResult, GraphQLError, type GraphQLResolveInfo, getNamedType, isLeafType } from 'graphql';
import { graphError } from '../errors.ts';
import type { Memory } from './memory.ts';
import type { Turns } from './turns.ts';

/** The limits of one operation: its cancellation, and the size of its response. */
export interface Work {
  /** Throws when the operation was stopped or its response is too large. Call it before a resolver. */
  begin(info: GraphQLResolveInfo): void;
  /** Counts an addition to the response: bytes of JSON, and objects. Throws RESPONSE_TOO_LARGE beyond the limit. */
  take(bytes: number, objects: number, info: GraphQLResolveInfo): void;
  /** The promise; rejects with BACKEND_TIMEOUT when it is pending shortly after the operation was stopped. */
  within<Value>(promise: PromiseLike<Value>, info: GraphQLResolveInfo): Promise<Value>;
  /** See `Turns.wait`. */
  turn(): Promise<void> | undefined;
  /** The result to send. Call it once, when the execution has ended or is abandoned. */
  finish(result: ExecutionResult): ExecutionResult;
}

/** The resources that the operations of a process share, and the maximum response size in bytes of JSON. */
export interface WorkLimits {
  turns: Turns;
  memory: Memory;
  bytes: number;
}

/** The memory of one pending field in bytes; two thirds of it belong to graphql-js. */
const waitingBytes = 3_000;

/** The memory of one object of a response until the response is complete, in bytes. */
const objectBytes = 600;

/** The maximum number of errors of a stopped operation. Further fields are null without an error. */
const mostErrors = 100;

/** The time for aborted calls to report their own errors, which name the backing system, in milliseconds. */
const grace = 20;

/** Starts the limits of an operation that `signal` stops. */
export function startWork(signal: AbortSignal, { turns, memory, bytes: limit }: WorkLimits): Work {
  const waiting = new Map<(reason: unknown) => void, GraphQLResolveInfo>();
  const owner = {};
  let bytes = 0;
  let reserved = 0;
  let errors = 0;
  let last: GraphQLError | undefined;

  signal.addEventListener('abort', () => {
    // The client has disconnected; thousands of errors would only cost time.
    if (signal.reason?.name === 'AbortError') {
      turns.drop(owner);
      waiting.clear();
      return;
    }
    setTimeout(() => {
      for (const [reject, info] of waiting) reject(stopped(info));
    }, grace).unref();
  });

  const reserve = (more: number) => {
    reserved += more;
    memory.reserve(more);
  };
  let isFull = false;
  const isTooLarge = () => {
    isFull ||= bytes > limit || memory.isFull(reserved);
    return isFull;
  };

  function stopped(info: GraphQLResolveInfo): GraphQLError {
    const message = 'The request timed out before the field was resolved.';
    return limited(info, () => graphError('BACKEND_TIMEOUT', message, { cause: signal.reason }));
  }

  function tooLarge(info: GraphQLResolveInfo): GraphQLError {
    const message = 'The response is too large. Request less at a time.';
    return limited(info, () => graphError('RESPONSE_TOO_LARGE', message, { limit }));
  }

  /**
   * Beyond the limit the same error is thrown again. graphql-js reports an error with a path unchanged, so it
   * reports this one once.
   */
  function limited(info: GraphQLResolveInfo, make: () => GraphQLError): GraphQLError {
    turns.spend(1);
    errors += 1;
    if (errors < mostErrors) return make();
    last ??= withPath(make(), info);
    return last;
  }

  return {
    begin(info) {
      if (signal.aborted) throw stopped(info);
      if (isTooLarge()) throw tooLarge(info);
    },
    take(more, objects, info) {
      turns.spend(1 + objects / 10 + more / 200);
      bytes += more;
      reserve(more + objects * objectBytes);
      if (isTooLarge()) throw tooLarge(info);
    },
    within(promise, info) {
      reserve(waitingBytes);
      return new Promise((resolve, reject) => {
        waiting.set(reject, info);
        const settle = () => {
          // The memory of an object is counted until the response is complete.
          if (waiting.delete(reject) && isLeaf(info)) reserve(-waitingBytes);
        };
        promise.then(
          (value) => {
            settle();
            resolve(value);
          },
          (error) => {
            settle();
            reject(error);
          },
        );
      });
    },
    turn() {
      const turn = turns.wait(owner);
      if (turn) reserve(waitingBytes);
      return turn?.then(() => reserve(-waitingBytes));
    },
    finish(result) {
      waiting.clear();
      reserve(-reserved);
      const distinct = result.errors && [...new Set(result.errors)];
      // The names of null fields count too: they may be many and long.
      const isTooLong = bytes > 2 * limit;
      return { ...result, ...(distinct && { errors: distinct }), ...(isTooLong && { data: null }) };
    },
  };
}

function isLeaf({ returnType }: GraphQLResolveInfo): boolean {
  return isLeafType(getNamedType(returnType));
}

function withPath(error: GraphQLError, { path }: GraphQLResolveInfo): GraphQLError {
  const keys: (string | number)[] = [];
  for (let place: typeof path | undefined = path; place; place = place.prev) keys.unshift(place.key);
  const located = new GraphQLError(error.message, { path: keys, extensions: error.extensions });
  located.cause = error.cause;
  return located;
}
