import type { ApolloServerPlugin } from '@apollo/server';
import type { Viewer } from '../viewer.ts';
import { type Ceilings, refuseTooExpensive, spenderKindOf } from './ceilings.ts';
import type { CostModel } from './model.ts';

/**
 * Makes a subgraph refuse operations above the cost ceiling of the viewer in the request token, before it executes
 * them. The gateway enforces ceilings with estimated list sizes, and may then request more entities than estimated.
 */
export function ceilingPlugin<Context extends { request: { viewer: Viewer; isService: boolean } }>(
  costs: CostModel,
  ceilings: Ceilings,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return;
        const { viewer, isService } = contextValue.request;
        const cost = costs.estimate({ document, operation }, request.variables ?? {});
        const refusal = refuseTooExpensive(cost, ceilings[spenderKindOf(viewer, isService)]);
        if (refusal) throw refusal;
      },
    }),
  };
}
