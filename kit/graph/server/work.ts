import { type ExecutionResult, GraphQLError, type GraphQLResolveInfo, getNamedType, isLeafType } from 'graphql';
import { graphError } from '../errors.ts';
import type { Memory } from './memory.ts';
import type { Turns } from './turns.ts';

/** The work for one operation: what it may still do, and what its answer takes. */
export interface Work {
  /** Throws when the work is to stop, or the answer has become too large. To be called before a resolver. */
  begin(info: GraphQLResolveInfo): void;
  /** Counts what is added to the answer: bytes of JSON, and objects. Throws RESPONSE_TOO_LARGE when it is beyond the limit. */
  take(bytes: number, objects: number, info: GraphQLResolveInfo): void;
  /** The promise, which rejects with BACKEND_TIMEOUT soon after the work is to stop if it is not settled by then. */
  within<Value>(promise: PromiseLike<Value>, info: GraphQLResolveInfo): Promise<Value>;
  /** See `Turns.wait`. */
  turn(): Promise<void> | undefined;
  /** The result as it may be sent. To be called once, when the execution has ended or is given up. */
  finish(result: ExecutionResult): ExecutionResult;
}

/** What the operations of a process share, and how many bytes of JSON the answer to one may have. */
export interface WorkLimits {
  turns: Turns;
  memory: Memory;
  bytes: number;
}

/** What waiting for one field takes in memory, in bytes; graphql-js alone takes two thirds of it. */
const waitingBytes = 3_000;

/** What one object of an answer takes in memory until all of the answer is there, in bytes. */
const objectBytes = 600;

/** The most errors by which one operation reports that it was stopped. Further fields are null without an error. */
const mostErrors = 100;

/** Milliseconds in which calls that were aborted report their own errors, which name the backing system. */
const grace = 20;

/** Starts the work for an operation that ends with `signal`. */
export function startWork(signal: AbortSignal, { turns, memory, bytes: limit }: WorkLimits): Work {
  const waiting = new Map<(reason: unknown) => void, GraphQLResolveInfo>();
  const owner = {};
  let bytes = 0;
  let held = 0;
  let errors = 0;
  let last: GraphQLError | undefined;

  signal.addEventListener('abort', () => {
    // Nobody needs an answer: thousands of errors would only take time.
    if (signal.reason?.name === 'AbortError') {
      turns.drop(owner);
      waiting.clear();
      return;
    }
    setTimeout(() => {
      for (const [reject, info] of waiting) reject(stopped(info));
    }, grace).unref();
  });

  const hold = (more: number) => {
    held += more;
    memory.hold(more);
  };
  let isFull = false;
  const isTooLarge = () => {
    isFull ||= bytes > limit || memory.isFull(held);
    return isFull;
  };

  function stopped(info: GraphQLResolveInfo): GraphQLError {
    const message = 'The time was up before the field was answered.';
    return limited(info, () => graphError('BACKEND_TIMEOUT', message, { cause: signal.reason }));
  }

  function tooLarge(info: GraphQLResolveInfo): GraphQLError {
    const message = 'The answer is too large. Ask for less at a time.';
    return limited(info, () => graphError('RESPONSE_TOO_LARGE', message, { limit }));
  }

  /** An error that has a path is reported as it is wherever it is thrown, so that one stands for all beyond the limit. */
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
      hold(more + objects * objectBytes);
      if (isTooLarge()) throw tooLarge(info);
    },
    within(promise, info) {
      hold(waitingBytes);
      return new Promise((resolve, reject) => {
        waiting.set(reject, info);
        const settle = () => {
          // An object is waited for on until its own fields are there.
          if (waiting.delete(reject) && isLeaf(info)) hold(-waitingBytes);
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
      if (turn) hold(waitingBytes);
      return turn?.then(() => hold(-waitingBytes));
    },
    finish(result) {
      waiting.clear();
      hold(-held);
      const distinct = result.errors && [...new Set(result.errors)];
      // Names of fields that are null count too: there may be many of them, and long ones.
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
