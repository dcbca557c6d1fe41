import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { graphError } from '#kit/graph/errors.ts';
import { throttledRequest } from '../../limits/throttled.ts';
import type { Budget } from './budget.ts';
import type { PlanMaker } from './maker.ts';

/** Who asks for a plan, and how long they wait. */
export interface PlanRequester {
  /** Whose budget a new plan is charged to; undefined for the house's own services, which have none. */
  budget: string | undefined;
  /** When their time is up, by `performance.now()`. */
  deadline: number;
}

/** The plans of one supergraph, by operations in normal form. */
export interface Plans {
  /**
   * The plan of an operation. A known one is free; a new one is made once, also where several ask for it at the
   * same time. Rejects with OPERATION_TOO_COMPLEX where it takes too much to make, now or in the last ten minutes; with
   * THROTTLED where the requester's budget is used up or too many operations wait; with SUBGRAPH_TIMEOUT where it has not come
   * in the requester's time.
   */
  planOf(operation: string, requester: PlanRequester): Promise<QueryPlan>;
  /** How many have been made. */
  made(): number;
}

export interface PlansOptions {
  budget: Budget;
  /** Characters of JSON and of the operations that are kept. In memory a plan takes about twice as much. */
  maxSize?: number;
  clock?: () => number;
}

/** Refusals that are remembered: how many, of how many characters of operations together, and for how many milliseconds. */
const refusalCache = {
  max: 1_000,
  maxSize: 1_000_000,
  sizeCalculation: (_: GraphQLError, operation: string) => operation.length,
  ttl: 600_000,
};

export function openPlans(
  maker: Pick<PlanMaker, 'make'>,
  { budget, maxSize = 2_000_000, clock = () => performance.now() }: PlansOptions,
): Plans {
  const known = new LRUCache<string, QueryPlan>({ maxSize });
  const refused = new LRUCache<string, GraphQLError>(refusalCache);
  const running = new Map<string, Promise<QueryPlan>>();
  let count = 0;

  return {
    made: () => count,
    planOf: async (operation, { budget: key, deadline }) => {
      const plan = known.get(operation);
      if (plan) return plan;
      const refusal = refused.get(operation);
      if (refusal) throw refusal;
      return within(deadline - clock(), running.get(operation) ?? begin(operation, key));
    },
  };

  function begin(operation: string, key: string | undefined): Promise<QueryPlan> {
    const share = key === undefined ? undefined : budget.take(key, clock());
    if (share && !share.allowed)
      throw throttledRequest(share.retryAfterMs, 'You have sent too many new operations; try again later.');
    const began = clock();
    const making = maker.make(operation, key ?? '').then(
      ({ plan, took, size }) => {
        count += 1;
        share?.settle(took);
        known.set(operation, plan, { size: size + operation.length });
        return plan;
      },
      (error: unknown) => {
        const isRefused = error instanceof GraphQLError && error.extensions.code === 'OPERATION_TOO_COMPLEX';
        // What was refused has taken its time; what was not begun has taken none.
        share?.settle(isRefused ? clock() - began : 0);
        if (isRefused) refused.set(operation, error);
        throw error;
      },
    );
    const finished = making.finally(() => running.delete(operation));
    // Those who wait may have gone.
    finished.catch(() => {});
    running.set(operation, finished);
    return finished;
  }
}

async function within<Value>(time: number, value: Promise<Value>): Promise<Value> {
  if (time === Number.POSITIVE_INFINITY) return value;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(graphError('SUBGRAPH_TIMEOUT', 'The operation is new, and was not planned in time; try again.')),
      Math.max(0, time),
    );
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
