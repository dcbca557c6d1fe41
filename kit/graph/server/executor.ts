import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { Lifetime } from './lifetime.ts';
import type { Work } from './work.ts';

/** What an operation's context holds for its execution. */
interface Executed {
  request: { lifetime: Lifetime; work: Work };
}

/**
 * Executes operations for Apollo Server, which offers no other place for an executor than that of a gateway. Queries end
 * with the connection that asked for them: their execution is left where it is. The schema's resolvers keep to `Work`.
 */
export function executorOver(schema: GraphQLSchema): ApolloServerOptionsWithGateway<BaseContext>['gateway'] {
  return {
    onSchemaLoadOrUpdate(listen) {
      listen({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, operation, operationName, request, context }) => {
        const { lifetime, work } = (context as Executed).request;
        if (operation.operation === 'query') lifetime.endWithConnection();
        const execution = execute({
          schema,
          document,
          contextValue: context,
          variableValues: request.variables ?? {},
          operationName: operationName ?? null,
        });
        return work.finish(await Promise.race([execution, abandoned(lifetime.signal)]));
      },
    }),
    stop: async () => {},
  };
}

/** Resolves when the connection closes, which nobody waits behind. */
function abandoned(signal: AbortSignal): Promise<ExecutionResult> {
  return new Promise((resolve) => {
    const leave = () => signal.reason.name === 'AbortError' && resolve({ data: null });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
  });
}
