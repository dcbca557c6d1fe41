import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { qualities } from './qualities.ts';

/**
 * Marks a body as a GraphQL response for every status. Proxies between the gateway and the client never send this type.
 */
export const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** The negotiated media type of a response. */
export interface Wanted {
  /** The media type of a successful response. */
  contentType: string;
  /** Whether the client does not accept plain JSON, and therefore supports the statuses of GraphQL over HTTP. */
  isGraphqlAlone: boolean;
}

/**
 * Negotiates the media type by `Accept` (RFC 9110 §12.5.1): the preferred one of the two GraphQL types, the first in
 * case of a tie, and plain JSON without the header. Undefined where the client accepts neither.
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

/** The status of a response with both data and errors, for clients that support it. */
const partialSuccess = 294;

/**
 * Sets the media type and status by GraphQL over HTTP, September 2026: a response with data and errors has status 294
 * for clients that accept only `application/graphql-response+json`. That type forbids 2xx without data, so the response
 * to an unknown persisted query, which Apollo's clients expect with 200, is plain JSON.
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
