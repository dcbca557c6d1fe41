import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { qualities } from './qualities.ts';

/** Marks the body as a GraphQL answer for every status: proxies between the graph and its client never send this type. */
export const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** How a client wants its answer. */
export interface Wanted {
  /** The media type of an answer that succeeded. */
  contentType: string;
  /** Whether the client takes no plain JSON, so that it knows what a status means in GraphQL over HTTP. */
  isGraphqlAlone: boolean;
}

/**
 * Reads `Accept` (RFC 9110 §12.5.1): the better of the two types of GraphQL answers, the one named first where both
 * are as good, and plain JSON where the client names neither. Undefined when neither will do.
 */
export function wantedOf(accept: string | undefined): Wanted | undefined {
  if (!accept?.trim()) return { contentType: json, isGraphqlAlone: false };
  const ranges = qualities(accept);
  const [graphql, plain] = ['application/graphql-response+json', 'application/json'].map(
    (type) => ranges.get(type) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? nothing,
  ) as [typeof nothing, typeof nothing];
  if (graphql.quality === 0 && plain.quality === 0) return undefined;
  const isBetter = graphql.quality === plain.quality ? graphql.place < plain.place : graphql.quality > plain.quality;
  return { contentType: isBetter ? graphqlResponse : json, isGraphqlAlone: plain.quality === 0 };
}

const nothing = { quality: 0, place: Number.POSITIVE_INFINITY };

/** The status of an answer with both data and errors, for clients that know it. */
const partialSuccess = 294;

/**
 * Gives each answer its media type and status by GraphQL over HTTP, September 2026: an answer with data and errors is
 * 294 for clients that take `application/graphql-response+json` alone. Where there is no data that type forbids 2xx:
 * an unknown persisted query, which Apollo's clients expect with 200, is answered in plain JSON.
 */
export const mediaTypesPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const wanted = wantedOf(request.http?.headers.get('accept'));
      if (!wanted || response.body.kind !== 'single') return;
      const { data, errors } = response.body.singleResult;
      const isFailure = data === undefined && (response.http.status ?? 200) < 300;
      response.http.headers.set('content-type', isFailure ? json : wanted.contentType);
      if (!wanted.isGraphqlAlone) return;
      if (isFailure) response.http.status = 400;
      else if (data !== undefined && errors) response.http.status = partialSuccess;
    },
  }),
};
