import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { graphError, maskError } from '#kit/graph/errors.ts';
import type { Log } from '#kit/process/log.ts';
import type { GatewayContext } from '../context.ts';
import { retryAfterHeader } from '../limits/throttled.ts';
import type { MarketOf } from '../markets.ts';

/**
 * What of an error a client may see: those of the catalogue as they are, any other masked. What Apollo's packages
 * attach or relabel is put right: the code that a validation rule gave, and the subgraph's name where we did not.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { serviceName: _subgraph, ...extensions } = formatted.extensions ?? {};
  const given = (error as GraphQLError).originalError as { extensions?: { code?: unknown } } | undefined;
  const code = given?.extensions?.code ?? extensions.code;
  const tokens = /^Syntax Error: Document contains more that (\d+) tokens/.exec(formatted.message)?.[1];
  if (tokens) return tooManyTokens(Number(tokens));
  return maskError({ ...formatted, extensions: { ...extensions, code } });
}

/**
 * Adds to every answer `extensions.context`, the market it was given for or, where nothing was executed, asked for, and
 * `extensions.cost`; gives masked errors the id of the request and logs what was masked. Where something was throttled,
 * `Retry-After` says for how long; the HTTP status stays 200, as GraphQL over HTTP has it for every answer with `data`,
 * null or not.
 */
export function answersPlugin(log: Log, marketOf: MarketOf): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
        for (const error of errors) {
          if (!isMasked(formatError({ ...error.toJSON(), extensions: error.extensions }, error))) continue;
          log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'an error was masked');
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        const { requestId, market, answered, spending, isDryRun } = contextValue;
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        // Where nothing was executed, no market was answered for.
        const isExecuted = result.data !== undefined && !isDryRun;
        const used = isExecuted && !answered.country ? await marketOf(market) : answered;
        const { country = null, currency = null } = { ...market, ...used };
        const cost = spending.report();
        result.extensions = { ...result.extensions, context: { country, currency }, ...(cost && { cost }) };
        const waits = result.errors?.flatMap(({ extensions }) => Number(extensions?.retryAfterMs) || []) ?? [];
        if (waits.length > 0) response.http.headers.set('retry-after', retryAfterHeader(Math.max(...waits)));
        result.errors = result.errors?.map((error) => (isMasked(error) ? maskError(error, requestId) : error));
      },
    }),
    unexpectedErrorProcessingRequest: async ({ error }) => log.error({ err: error }, 'a request failed unexpectedly'),
  };
}

function isMasked(error: GraphQLFormattedError): boolean {
  return error.extensions?.code === 'INTERNAL_SERVER_ERROR';
}

function tooManyTokens(allowed: number): GraphQLFormattedError {
  const message = `The operation may have ${allowed} tokens at most; it has more.`;
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'tokens', allowed }).toJSON();
}
