import { cachedByHeader, qualities } from './qualities.ts';

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
export function wantedOf(accept = ''): Wanted | undefined {
  return wantedIn(accept).wanted;
}

// Boxed, because the cache does not store undefined.
const wantedIn = cachedByHeader((accept): { wanted?: Wanted } => {
  if (!accept.trim()) return { wanted: { contentType: json, isGraphqlAlone: false } };
  const ranges = qualities(accept);
  const [graphql, plain] = ['application/graphql-response+json', 'application/json'].map(
    (type) => ranges.get(type) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? nothing,
  ) as [typeof nothing, typeof nothing];
  if (graphql.quality === 0 && plain.quality === 0) return {};
  const isBetter = graphql.quality === plain.quality ? graphql.place < plain.place : graphql.quality > plain.quality;
  return { wanted: { contentType: isBetter ? graphqlResponse : json, isGraphqlAlone: plain.quality === 0 } };
});

const nothing = { quality: 0, place: Number.POSITIVE_INFINITY };

/** The status of a response with both data and errors, for clients that support it. */
const partialSuccess = 294;

/** The parts of a GraphQL response that its media type and status depend on. */
interface ResponseKind {
  hasData: boolean;
  hasErrors: boolean;
  /** The status that Apollo Server set. */
  status: number | undefined;
}

/**
 * The media type and status by GraphQL over HTTP, September 2026: a response with data and errors has status 294 for
 * clients that accept only `application/graphql-response+json`. That type forbids 2xx without data, so the response to
 * an unknown persisted query, which Apollo's clients expect with 200, is plain JSON. All other statuses have the type
 * `application/graphql-response+json`.
 */
export function negotiated(
  { contentType, isGraphqlAlone }: Wanted,
  { hasData, hasErrors, status = 200 }: ResponseKind,
): { status: number; contentType: string } {
  if (hasData && hasErrors && isGraphqlAlone) return { status: partialSuccess, contentType };
  if (status >= 300) return { status, contentType: graphqlResponse };
  if (hasData) return { status, contentType };
  return isGraphqlAlone ? { status: 400, contentType: graphqlResponse } : { status, contentType: json };
}
