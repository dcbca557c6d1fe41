import type { ApolloServerPlugin } from '@apollo/server';
import type { Log } from '../../process/log.ts';
import { maskError } from '../errors.ts';
import { documentHeader } from '../registered-document.ts';
import { type Lost, lostErrors } from './partial.ts';
import type { SubgraphRequest } from './subgraph.ts';

/**
 * Logs the errors of each response and what it lacks, with their causes, and adds the facts, fallbacks, invalidated cache tags and cookies of
 * the request to its `extensions`, and whether it is partial.
 * Reports documents that were registered with this request: see `documentHeader`.
 */
export function responsePlugin<Context extends { request: SubgraphRequest }>(log: Log): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) {
          // The gateway sends the text again: after a restart, or to another instance.
          if (error.extensions.code === 'PERSISTED_QUERY_NOT_FOUND') continue;
          const cause = error.originalError?.cause ?? error.cause ?? error.originalError;
          log.warn(
            { event: 'field_failed', requestId: contextValue.request?.id, path: error.path, err: cause ?? error },
            error.message,
          );
        }
      },
      // Only a document that is valid and not too expensive comes here, and is then stored.
      executionDidStart: async ({ metrics, response }) => {
        if (metrics.persistedQueryRegister) response.http.headers.set(documentHeader, 'registered');
      },
      willSendResponse: async ({ response, contextValue }) => {
        const {
          answered = {},
          id,
          lost = [],
          fallbacks,
          invalidates = new Set(),
          cookies = [],
        } = contextValue.request ?? {};
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        if (Object.keys(answered).length > 0) result.extensions = { ...result.extensions, context: answered };
        for (const [what, [first]] of Map.groupBy(lost, (each) => each.what)) {
          const { cause } = first as Lost;
          const err = cause.originalError?.cause ?? cause.cause ?? cause;
          log.warn({ event: 'answer_partial', requestId: id, what, err }, `${what} left out of the response`);
        }
        if (lost.length > 0) result.extensions = { ...result.extensions, isPartial: true };
        const reported = lostErrors(lost).map((error) => maskError(error.toJSON()));
        if (reported.length > 0) result.errors = [...(result.errors ?? []), ...reported];
        if (fallbacks?.size) result.extensions = { ...result.extensions, fallbacks: [...fallbacks] };
        if (invalidates.size > 0) result.extensions = { ...result.extensions, invalidates: [...invalidates] };
        if (cookies.length > 0) result.extensions = { ...result.extensions, cookies };
      },
    }),
  };
}
