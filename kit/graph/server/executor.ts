import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { Lifetime } from './lifetime.ts';
import type { Work } from './work.ts';

/** The part of an operation's context that its execution uses. */
interface Executed {
  request: { lifetime: Lifetime; work: Work };
}

/**
 * Executes operations for Apollo Server, which accepts an executor only as a gateway. Queries stop when the client
 * disconnects: their execution is abandoned. Resolvers respect `Work`.
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

/** Resolves when the connection closes. */
function abandoned(signal: AbortSignal): Promise<ExecutionResult> {
  return new Promise((resolve) => {
    const leave = () => signal.reason.name === 'AbortError' && resolve({ data: null });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
  });
}
