import type { ApolloServerPlugin } from '@apollo/server';
import type { Viewer } from '../viewer.ts';
import { type Ceilings, refuseTooExpensive, spenderKindOf } from './ceilings.ts';
import type { CostModel } from './model.ts';

/**
 * Has a subgraph refuse what costs more than the ceiling of the viewer that the request token names, before it executes
 * anything: the gateway counts list sizes, and may ask for more entities than they say.
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
