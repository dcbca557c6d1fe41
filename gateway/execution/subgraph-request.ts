import type { GraphQLFormattedError } from 'graphql';
import type { UsedMarket } from '../markets.ts';
import type { Data } from './response/complete-response.ts';

/**
 * One fetch of a cached plan. The same object is used for all requests by that plan, so transport can keep what it derives
 * from it.
 */
export interface PreparedFetch {
  /** The name of the subgraph. */
  readonly subgraph: string;
  /** The text of the operation. */
  readonly query: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
}

/** A request of a plan to a subgraph. */
export interface SubgraphRequest {
  fetch: PreparedFetch;
  /** The variables as JSON: an object. */
  variables: string;
  /** The `_entities` fields of a fetch of entities, each with the number of its representations. */
  entities?: readonly { key: string; count: number }[] | undefined;
  /** Whether its result may be used for every viewer: then the viewer is not forwarded. */
  isShared?: boolean | undefined;
  /** Who waits for it, if not only the client of the request: it ends once this is aborted. */
  client?: Pick<AbortSignal, 'aborted' | 'reason'> | undefined;
}

/** The result of a request to a subgraph. */
export interface SubgraphResult {
  data?: Data | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
  /** The market that the subgraph used, where it says so. */
  market?: UsedMarket | undefined;
  /** The fields that are in English instead of the requested language. */
  fallbacks?: readonly PlacedFallback[] | undefined;
  /** Whether it lacks something that a backend failed to give, without an error. It is not cached. */
  isPartial?: boolean | undefined;
  /** The cache tags of what a mutation changed. */
  invalidates?: readonly string[] | undefined;
  /** Whether the subgraph did not answer, and would have answered no other request either. */
  isDown?: boolean | undefined;
}

/** A field that is in English instead of the requested language, and the entity that it belongs to. */
export interface PlacedFallback {
  coordinate: string;
  /** The response key of a root field and the index of an item in it; undefined where the place is unknown. */
  at?: readonly [key: string, index: number] | undefined;
}

/** Sends a request to its subgraph. Never rejects: a failed request returns an error for each field that it loses. */
export type SendToSubgraph = (request: SubgraphRequest) => Promise<SubgraphResult>;
