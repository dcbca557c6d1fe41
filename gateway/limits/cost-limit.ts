import type { Ceilings } from '#kit/graph/cost/ceilings.ts';
import type { CostedOperation, CostModel } from '#kit/graph/cost/model.ts';
import type { ErrorCode } from '#kit/graph/errors.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../execution/executor.ts';
import type { Data } from '../execution/response/complete-response.ts';
import { RawData } from '../execution/response/raw-data.ts';
import { documentCost } from './admission.ts';
import { costOf, refusalByCeiling } from './ceiling.ts';
import type { KnownDocuments } from './known-documents.ts';

export interface CostLimitOptions {
  costs(): CostModel;
  ceilings: Ceilings;
  /** Receives each document that reaches the executor, and is therefore valid. */
  documents: KnownDocuments;
}

/**
 * Reserves the estimated cost of an operation before it runs, and settles the actual cost afterwards. The full estimate
 * is charged where the actual cost is unknown: where a fetch failed, an error removed more of the response than its own
 * field, or the client disconnected. An operation that is too expensive, and a dry run, cost the minimum of the
 * request: see `AdmissionControl`. An operation that is rejected later, before it runs, costs its document.
 */
export function withCostLimit(execute: Executor, { costs, ceilings, documents }: CostLimitOptions): Executor {
  return async (request) => {
    const context = request.context as GatewayContext;
    const { costAccount, minimumCost, isDryRun } = context;
    const { operation, document } = request;
    documents.add(request.request.http?.method ?? '', request);
    if (!operation) {
      const refusal = await costAccount.reserve(minimumCost);
      // The executor returns the error for a request without an operation.
      return refusal ? { errors: [refusal] } : execute(request);
    }

    const priced = { document, operation, variables: request.request.variables ?? {} };
    const cost = costOf(context, priced, costs());
    const tooExpensive = isDryRun ? undefined : refusalByCeiling(cost, context, ceilings);
    const points = Math.max(minimumCost, cost.total);
    const refusal = await costAccount.reserve(isDryRun || tooExpensive ? minimumCost : points);
    if (refusal) return { errors: [refusal] };
    if (isDryRun || tooExpensive) {
      costAccount.quote(points);
      return tooExpensive ? { errors: [tooExpensive] } : { data: null };
    }

    let used = points;
    // Its normal form was computed by then: one for each combination of `@skip` and `@include`.
    const rejected = Math.min(points, Math.max(minimumCost, documentCost(request.source.length)));
    try {
      const result = await execute(request);
      if (context.cacheUse.answer?.isFound) used = minimumCost;
      else if (result.data === undefined) used = rejected;
      else if (isComplete(result) && !context.isDisconnected)
        used = Math.max(minimumCost, actualCost(costs(), priced, result.data));
      return result;
    } finally {
      costAccount.settle(used);
    }
  };
}

function actualCost(costs: CostModel, priced: CostedOperation & { variables: Data }, data: unknown): number {
  return data instanceof RawData
    ? costs.actual(priced, priced.variables, data.fetched, data.names)
    : costs.actual(priced, priced.variables, data as Data | null);
}

/** The codes of fields that were denied before anything was executed for them. */
const refusals: ReadonlySet<unknown> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'STEP_UP_REQUIRED',
  'BAD_USER_INPUT',
  'THROTTLED',
]);

/**
 * Whether the response shows all executed work: no fetch failed, and each denied field is the only field lost by its
 * error.
 */
function isComplete({ data, errors = [] }: Awaited<ReturnType<Executor>>): boolean {
  return errors.every(({ extensions, path }) => refusals.has(extensions?.code) && hasParent(data, path));
}

/**
 * Whether the response contains the object of the field at this path. The null of a non-null field removes that object
 * too.
 */
function hasParent(data: unknown, path: readonly (string | number)[] = []): boolean {
  let at = data;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string | number, unknown>)[key];
  }
  return true;
}
