import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { type Ceilings, refuseTooExpensive, spenderKindOf } from '#kit/graph/cost/ceilings.ts';
import type { CostModel, OperationCost } from '#kit/graph/cost/model.ts';
import type { GatewayContext } from '../context.ts';

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
function ceilingOf({ viewer, isService }: GatewayContext, ceilings: Ceilings): number {
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
