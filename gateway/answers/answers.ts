import { createHash } from 'node:crypto';
import type { Cache } from '../cache/cache.ts';
import type { CacheUse } from '../cache/cache-use.ts';
import type { CacheEntry } from '../cache/entry.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor, ExecutorRequest } from '../execution/executor.ts';
import { RawData } from '../execution/response/raw-data.ts';
import { addUsed } from '../markets.ts';
import { answerKey } from './answer-key.ts';
import { type EncodeAnswer, encodeAnswers } from './encoded-answers.ts';
import { type AnswerFacts, beginningOf, dataOf, factsOf, type KeptAnswer } from './kept-answer.ts';

/** The whole answers of public queries. */
export interface Answers {
  encoded: EncodeAnswer;
  /**
   * The kept answer to a request; undefined where there is none, or the request does not accept it. It becomes the
   * answer in the request's `cacheUse`.
   */
  find(request: ExecutorRequest): KeptAnswer | undefined;
  /**
   * Executes equal queries that run at the same time once, and keeps the answer if all of its parts may be kept. The
   * answer is in the request's `cacheUse` then. A client that disconnects does not end the execution for others.
   */
  keeping(execute: Executor): Executor;
  /** The requests that found their answer, waited for another request's, and were executed: with a kept answer, or not. */
  readonly counts: Readonly<Record<'hits' | 'joined' | 'kept' | 'unkept', number>>;
}

/**
 * Keeps whole answers of anonymous viewers. An answer is kept if every fetch of it may be, nothing failed and nothing was
 * denied.
 */
export function openAnswers(cache: Cache): Answers {
  const counts = { hits: 0, joined: 0, kept: 0, unkept: 0 };
  /** The operations whose last answer could not be kept. Equal requests do not wait for each other then. */
  const unkept = new WeakSet<object>();

  const find = (request: ExecutorRequest, key = keyOf(request)): KeptAnswer | undefined => {
    const { cacheUse, usedMarket } = request.context as GatewayContext;
    const entry = key !== undefined && acceptsOthers(cacheUse) ? cache.get(key) : undefined;
    if (!key || !entry) return undefined;
    counts.hits += 1;
    addUsed(usedMarket, factsOf(entry).market);
    cacheUse.answer = { key, entry, isFound: true };
    return cacheUse.answer;
  };

  /** The key of a request whose answer may be kept or found; undefined for all others. */
  function keyOf(request: ExecutorRequest): string | undefined {
    const { viewer, isDryRun, cacheUse } = request.context as GatewayContext;
    if (!cache.isOn || cacheUse.mode === 'none' || isDryRun) return undefined;
    if (viewer.kind !== 'ANONYMOUS' || viewer.unchecked || request.operation?.operation !== 'query') return undefined;
    return answerKey(request);
  }

  /** Executes a request and keeps its answer. */
  async function execute(run: Executor, request: ExecutorRequest, key: string): Promise<Executed> {
    const position = cache.position();
    const context = request.context as GatewayContext;
    const result = await run(request);
    const { isShareable, freshUntil, staleUntil, maxAge, tags } = context.cacheUse;
    if (result.data == null || result.errors || !isShareable || tags.size === 0) {
      unkept.add(request.operation);
      counts.unkept += 1;
      return { result, entry: undefined };
    }
    unkept.delete(request.operation);
    const data = result.data instanceof RawData ? result.data.json : JSON.stringify(result.data);
    const identity = beginningOf(data);
    const extra: AnswerFacts = {
      market: { ...context.usedMarket },
      maxAge,
      staleIfError: Math.max(0, staleUntil - freshUntil),
      hash: createHash('sha256').update(identity).digest('base64url'),
    };
    const kept = { value: { identity }, tags: [...tags], maxAge: (freshUntil - position.takenAt) / 1_000, extra };
    const entry = cache.set(key, kept, position);
    if (entry) counts.kept += 1;
    return { result, entry };
  }

  return {
    encoded: encodeAnswers(cache),
    counts,
    find,
    keeping: (run) => async (request) => {
      const key = keyOf(request);
      if (key === undefined) return run(request);
      const context = request.context as GatewayContext;
      const { cacheUse } = context;
      // It may have been kept while the request waited for its turn.
      const found = find(request, key);
      if (found) return resultOf(found.entry);

      const isShared = acceptsOthers(cacheUse) && !unkept.has(request.operation);
      const executed = isShared ? await executeForAll(run, request, key) : await execute(run, request, key);
      // Another request's answer could not be kept, or its client left, or this one did.
      if (!executed) return run(request);
      const { result, entry } = executed;
      if (entry) {
        cacheUse.answer = { key, entry, isFound: result === undefined };
        addUsed(context.usedMarket, factsOf(entry).market);
      }
      return result ?? resultOf(entry as CacheEntry);
    },
  };

  /**
   * Executes a request once for all equal ones that are sent while it runs. The result is that of the request itself, and
   * undefined for the others, which have the kept answer; where there is none, everything is undefined.
   */
  async function executeForAll(run: Executor, request: ExecutorRequest, key: string) {
    const context = request.context as GatewayContext;
    const lead = async ({ signal }: { signal: AbortSignal }) => {
      const executed = await execute(run, { ...request, context: onBehalfOfAll(context, signal) }, key);
      return { request, executed };
    };
    const { signal } = context;
    const landed = await cache.flight(key, lead, { signal }).catch(() => undefined);
    if (!landed || landed.request === request) return landed?.executed;
    const { entry } = landed.executed;
    if (!entry) return undefined;
    counts.joined += 1;
    return { result: undefined, entry };
  }
}

/** The result of an execution, and the entry if its answer is kept. */
interface Executed {
  result: Awaited<ReturnType<Executor>>;
  entry: CacheEntry | undefined;
}

/** Whether a request accepts an answer that was executed for others. A report shows where the parts come from. */
function acceptsOthers({ mode, isReported }: CacheUse): boolean {
  return mode === 'use' && !isReported;
}

/** The context of an execution that ends when all who wait for it have left. */
function onBehalfOfAll(context: GatewayContext, signal: AbortSignal): GatewayContext {
  return Object.create(context, {
    signal: { value: signal },
    isDisconnected: { get: () => signal.aborted },
  });
}

/** The result of an execution whose answer was found. What it was written from is not known. */
function resultOf(entry: CacheEntry): Awaited<ReturnType<Executor>> {
  const data: unknown = new RawData(dataOf(entry), {}, unknownNames);
  return { data: data as Record<string, unknown> };
}

const unknownNames = { fieldOf: () => undefined };
