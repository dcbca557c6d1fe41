import type { ApolloServerPlugin } from '@apollo/server';
import type { Log } from '../../process/log.ts';
import type { SubgraphRequest } from './subgraph.ts';

/** Logs the errors of each response with their causes, and adds the facts and cookies of the request to its `extensions`. */
export function responsePlugin<Context extends { request: SubgraphRequest }>(log: Log): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) {
          const cause = error.originalError?.cause ?? error.cause ?? error.originalError;
          log.warn(
            { event: 'field_failed', requestId: contextValue.request?.id, path: error.path, err: cause ?? error },
            error.message,
          );
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        const { answered = {}, cookies = [] } = contextValue.request ?? {};
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        if (Object.keys(answered).length > 0) result.extensions = { ...result.extensions, context: answered };
        if (cookies.length > 0) result.extensions = { ...result.extensions, cookies };
      },
    }),
  };
}
