import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { type Ceilings, refuseTooExpensive, spenderKindOf } from '#kit/graph/cost/ceilings.ts';
import type { CostModel, OperationCost } from '#kit/graph/cost/model.ts';
import type { GatewayContext } from '../context.ts';

/** The parts of an executor's request that its cost depends on. */
export interface PricedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As the client sent them, not validated. */
  variables: Readonly<Record<string, unknown>>;
}

/** The estimated cost of a request's operation. It is computed once and stored on the context. */
export function costOf(
  context: Pick<GatewayContext, 'cost'>,
  priced: PricedOperation,
  costs: CostModel,
): OperationCost {
  context.cost ??= costs.estimate(priced, priced.variables);
  return context.cost;
}

/** The error that rejects an operation whose cost exceeds the viewer's ceiling; undefined where it may run. */
export function refusalByCeiling(
  cost: OperationCost,
  { viewer, isService }: Pick<GatewayContext, 'viewer' | 'isService'>,
  ceilings: Ceilings,
): GraphQLError | undefined {
  return refuseTooExpensive(cost, ceilings[spenderKindOf(viewer, isService)]);
}
