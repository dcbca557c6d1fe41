import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { graphError, maskError } from '#kit/graph/errors.ts';
import type { LocalizedMarket } from '#kit/graph/market.ts';
import type { Log } from '#kit/process/log.ts';
import type { GatewayContext } from '../context.ts';
import { retryAfterHeader } from '../limits/throttled.ts';
import { fallbacksOf, type MarketOf } from '../markets.ts';

/**
 * Formats an error for clients: errors with a known code are unchanged, all others are masked. Undoes two changes of
 * Apollo's packages: the replaced code of a validation rule's error, and the added name of the subgraph.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { serviceName: _subgraph, ...extensions } = formatted.extensions ?? {};
  const original = (error as GraphQLError).originalError as { extensions?: { code?: unknown } } | undefined;
  const code = original?.extensions?.code ?? extensions.code;
  return tokenLimitError(formatted) ?? maskError({ ...formatted, extensions: { ...extensions, code } });
}

/** Formats an error of a gateway in open mode. Errors of subgraphs are unchanged, and nothing is masked. */
export function formatOpenError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { serviceName: _subgraph, ...extensions } = formatted.extensions ?? {};
  return tokenLimitError(formatted) ?? { ...formatted, extensions };
}

/** Logs the errors of a gateway in open mode. Of the response, only the extension `cache` is added. */
export function openResponsePlugin(log: Log): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        const extensions = await openExtensions(contextValue, true);
        if (response.body.kind === 'single' && extensions) Object.assign(response.body.singleResult, { extensions });
      },
    }),
    unexpectedErrorProcessingRequest: unexpectedError(log),
  };
}

/** Returns the extensions `context`, `cost` and `cache` of a response. */
export type ReadExtensions = (
  context: GatewayContext,
  isExecuted: boolean,
) => Promise<Record<string, unknown> | undefined>;

/** Open mode adds no context and no cost. */
export const openExtensions: ReadExtensions = async ({ cacheUse }) => {
  const cache = cacheUse.report();
  return cache && { cache };
};

/** Returns the market of a response that was executed: the one that was used, as far as subgraphs report it. */
export type MarketUsed = (context: Pick<GatewayContext, 'market' | 'usedMarket'>) => Promise<LocalizedMarket>;

/** `marketOf`: the market of an operation for which no subgraph reported one. */
export function readMarketUsed(marketOf: MarketOf): MarketUsed {
  return async ({ market, usedMarket }) => {
    const { country, currency } = usedMarket.country ? usedMarket : await marketOf(market);
    return { ...market, ...(country && { country }), ...(currency && { currency }) };
  };
}

/** The context in a response is the market that was used or, where nothing was executed, requested. */
export function readExtensions(marketUsed: MarketUsed): ReadExtensions {
  return async (context, isExecuted) => {
    const cost = context.costAccount.report();
    const market = isExecuted && !context.isDryRun ? await marketUsed(context) : context.market;
    const cache = context.cacheUse.report();
    const fallbacks = isExecuted ? fallbacksOf(context.usedMarket) : undefined;
    return { context: contextExtension(market, fallbacks), ...(cost && { cost }), ...(cache && { cache }) };
  };
}

/** The extension `context` of a response. */
function contextExtension({ country, currency, language }: LocalizedMarket, fallbacks: object[] | undefined): object {
  return { country: country ?? null, currency: currency ?? null, language, ...(fallbacks && { fallbacks }) };
}

/**
 * Adds these extensions to every response. Adds the request id to masked errors and logs them. Where a field was
 * throttled, `Retry-After` is set; the HTTP status stays 200, as GraphQL over HTTP requires for a response with `data`,
 * even if it is null.
 */
export function responsePlugin(log: Log, extensionsOf: ReadExtensions): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
        for (const error of errors) {
          if (!isMasked(formatError({ ...error.toJSON(), extensions: error.extensions }, error))) continue;
          const err = error.originalError ?? error;
          log.error({ event: 'error_masked', requestId, path: error.path, err }, 'error masked');
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        const extensions = await extensionsOf(contextValue, result.data !== undefined);
        result.extensions = { ...result.extensions, ...extensions };
        const waits = result.errors?.flatMap(({ extensions }) => Number(extensions?.retryAfterMs) || []) ?? [];
        if (waits.length > 0) response.http.headers.set('retry-after', retryAfterHeader(Math.max(...waits)));
        result.errors = result.errors?.map((error) =>
          isMasked(error) ? maskError(error, contextValue.requestId) : error,
        );
      },
    }),
    unexpectedErrorProcessingRequest: unexpectedError(log),
  };
}

function isMasked(error: GraphQLFormattedError): boolean {
  return error.extensions?.code === 'INTERNAL_SERVER_ERROR';
}

function unexpectedError(log: Log) {
  return async ({ error }: { error: Error }) =>
    log.error({ event: 'request_failed', err: error }, 'request failed unexpectedly');
}

/** The error of an operation with too many tokens, which graphql-js reports as a syntax error. */
function tokenLimitError({ message: found }: GraphQLFormattedError): GraphQLFormattedError | undefined {
  const tokens = /^Syntax Error: Document contains more that (\d+) tokens/.exec(found)?.[1];
  if (!tokens) return undefined;
  const allowed = Number(tokens);
  const message = `The operation may have at most ${allowed} tokens.`;
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'tokens', allowed }).toJSON();
}
