import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { type Ceilings, refuseTooExpensive, spenderKindOf } from '#kit/cost/ceilings.ts';
import type { CostModel, OperationCost } from '#kit/cost/model.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../executor.ts';

/** The parts of an executor's request that its cost depends on. */
export interface Priced {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As the client gave them, unchecked. */
  variables: Readonly<Record<string, unknown>>;
}

/** The estimate of a request's operation. It is computed once and kept on the context. */
export function costOf(context: GatewayContext, priced: Priced, costs: CostModel): OperationCost {
  context.cost ??= costs.estimate(priced, priced.variables);
  return context.cost;
}

/** What one operation of the request may cost. */
export function ceilingOf({ viewer, isService }: GatewayContext, ceilings: Ceilings): number {
  return ceilings[spenderKindOf(viewer, isService)];
}

/** The error that refuses a request whose operation costs more than its viewer's ceiling; undefined where it may run. */
export function refusalByCeiling(
  cost: OperationCost,
  context: GatewayContext,
  ceilings: Ceilings,
): GraphQLError | undefined {
  return refuseTooExpensive(cost, ceilingOf(context, ceilings));
}

/** Executes only operations within their viewer's ceiling; the others are refused before anything is planned. */
export function underCeiling(execute: Executor, costs: () => CostModel, ceilings: Ceilings): Executor {
  return async (request) => {
    const { document, operation } = request;
    // The executor says what is wrong with a request that names no operation.
    if (!operation) return execute(request);
    const context = request.context as GatewayContext;
    const variables = request.request.variables ?? {};
    const refusal = refusalByCeiling(costOf(context, { document, operation, variables }, costs()), context, ceilings);
    return refusal ? { errors: [refusal] } : execute(request);
  };
}
