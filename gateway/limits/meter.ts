import type { Ceilings } from '#kit/graph/cost/ceilings.ts';
import type { CostModel } from '#kit/graph/cost/model.ts';
import type { ErrorCode } from '#kit/graph/errors.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../execution/executor.ts';
import { costOf, refusalByCeiling } from './ceiling.ts';
import { documentCost } from './entrance.ts';
import type { KnownDocuments } from './known-documents.ts';

export interface MeterOptions {
  costs(): CostModel;
  ceilings: Ceilings;
  /** Learns of each document that reaches the executor, and so is valid. */
  documents: KnownDocuments;
}

/**
 * Has the viewer pay for an operation before it runs, and gives back afterwards what it has cost less. Nothing is given back
 * where a part has failed, an error has taken more of the answer than its own field, or the client has gone away: how much
 * was done by then is not known. An operation that is too
 * expensive costs what its request costs at least: see `Entrance`. So does one whose cost alone is asked for. One that is
 * refused later, before it runs, costs what its document costs.
 */
export function metered(execute: Executor, { costs, ceilings, documents }: MeterOptions): Executor {
  return async (request) => {
    const context = request.context as GatewayContext;
    const { spending, entryCost, isDryRun } = context;
    const { operation, document } = request;
    documents.add(request.request.http?.method, request.source, request.queryHash);
    if (!operation) {
      const refusal = await spending.reserve(entryCost);
      // The executor says what is wrong with a request that names no operation.
      return refusal ? { errors: [refusal] } : execute(request);
    }

    const asked = { document, operation, variables: request.request.variables ?? {} };
    const cost = costOf(context, asked, costs());
    const tooExpensive = isDryRun ? undefined : refusalByCeiling(cost, context, ceilings);
    const points = Math.max(entryCost, cost.total);
    const refusal = await spending.reserve(isDryRun || tooExpensive ? entryCost : points);
    if (refusal) return { errors: [refusal] };
    if (isDryRun || tooExpensive) {
      spending.quote(points);
      return tooExpensive ? { errors: [tooExpensive] } : { data: null };
    }

    let used = points;
    // It was in its normal form by then, which is made for each selection of what it skips.
    const refused = Math.min(points, Math.max(entryCost, documentCost(request.source.length)));
    try {
      const result = await execute(request);
      if (result.data === undefined) used = refused;
      else if (isComplete(result) && !context.signal.aborted)
        used = Math.max(entryCost, costs().actual(asked, asked.variables, result.data));
      return result;
    } finally {
      spending.settle(used);
    }
  };
}

/** Errors of fields that were refused before anything was done for them. */
const refusals: ReadonlySet<unknown> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'STEP_UP_REQUIRED',
  'BAD_USER_INPUT',
  'THROTTLED',
]);

/** Whether all that was done can be seen in the answer: nothing failed, and what was refused is missing by itself. */
function isComplete({ data, errors = [] }: Awaited<ReturnType<Executor>>): boolean {
  return errors.every(({ extensions, path }) => refusals.has(extensions?.code) && isSeen(data, path));
}

/** Whether the answer has the object at whose field a path ends. A field that allows no null takes it along. */
function isSeen(data: unknown, path: readonly (string | number)[] = []): boolean {
  let at = data;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string | number, unknown>)[key];
  }
  return true;
}
