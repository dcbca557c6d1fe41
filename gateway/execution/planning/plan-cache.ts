import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { graphError } from '#kit/graph/errors.ts';
import { within } from '#kit/process/within.ts';
import { throttledRequest } from '../../limits/throttled.ts';
import type { Budget } from './budget.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { CheckedPlan } from './planner.ts';

/** The client that a plan is built for. */
export interface PlanRequester {
  /** The key of the budget that a new plan is charged to; undefined for AXIOM's own services, which have none. */
  budget: string | undefined;
  /** The deadline of the request, in the milliseconds of `performance.now()`. */
  deadline: number;
}

/** The plans of one supergraph, by operation in normal form. */
export interface PlanCache {
  /**
   * The plan of an operation, from the cache or newly built. Concurrent requests for one plan share its build. Rejects
   * with OPERATION_TOO_COMPLEX where building exceeded its limits now or in the last ten minutes; with THROTTLED where
   * the requester's budget is used up or too many operations wait; with SUBGRAPH_TIMEOUT at the requester's deadline;
   * with INTERNAL_SERVER_ERROR where no subgraph can resolve a field of the operation.
   */
  get(operation: string, requester: PlanRequester): Promise<CheckedPlan>;
  /** The number of plans that were built. */
  builtCount(): number;
}

export interface PlanCacheOptions {
  budget: Budget;
  /** The size of the cache in characters of plans and operations. In memory a plan uses about twice as much. */
  maxSize?: number;
  clock?: () => number;
}

/**
 * The cache of rejected operations: its number of entries, its total size in characters, and its time in milliseconds.
 */
const rejectedCache = {
  max: 1_000,
  maxSize: 1_000_000,
  sizeCalculation: (_: GraphQLError, operation: string) => operation.length,
  ttl: 600_000,
};

export function createPlanCache(
  builder: Pick<PlanBuilder, 'build'>,
  { budget, maxSize = 2_000_000, clock = () => performance.now() }: PlanCacheOptions,
): PlanCache {
  const known = new LRUCache<string, CheckedPlan>({ maxSize });
  const rejected = new LRUCache<string, GraphQLError>(rejectedCache);
  const running = new Map<string, Promise<CheckedPlan>>();
  let count = 0;

  return {
    builtCount: () => count,
    get: async (operation, { budget: key, deadline }) => {
      let plan = known.get(operation);
      if (!plan) {
        const rejection = rejected.get(operation);
        if (rejection) throw rejection;
        plan = await within(deadline - clock(), running.get(operation) ?? begin(operation, key));
        if (!plan) {
          throw graphError('SUBGRAPH_TIMEOUT', 'The operation is new and was not planned in time. Try again.');
        }
      }
      if (plan.unresolved !== undefined)
        throw graphError('INTERNAL_SERVER_ERROR', `No subgraph can resolve ${plan.unresolved}.`);
      return plan;
    },
  };

  function begin(operation: string, key: string | undefined): Promise<CheckedPlan> {
    const reserved = key === undefined ? undefined : budget.reserve(key, clock());
    if (reserved && !reserved.allowed)
      throw throttledRequest(reserved.retryAfterMs, 'This client has sent too many new operations. Try again later.');
    const began = clock();
    const building = builder.build(operation, key ?? '').then(
      ({ plan, cpuTime, size }) => {
        count += 1;
        reserved?.settle(cpuTime);
        known.set(operation, plan, { size: size + operation.length });
        return plan;
      },
      (error: unknown) => {
        const isTooComplex = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
        // An operation that is too complex has used processor time. After any other error, planning had not begun.
        reserved?.settle(isTooComplex ? clock() - began : 0);
        if (isTooComplex) rejected.set(operation, error);
        throw error;
      },
    );
    const finished = building.finally(() => running.delete(operation));
    // Against an unhandled rejection, if all requests have passed their deadlines.
    finished.catch(() => {});
    running.set(operation, finished);
    return finished;
  }
}
