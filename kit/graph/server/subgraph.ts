import type { Environment } from '../../process/config.ts';
import type { Routes } from '../../process/http/router.ts';
import type { Log } from '../../process/log.ts';
import type { Fallbacks } from '../languages/fallbacks.ts';
import type { LocalizedMarket, Position } from '../market.ts';
import type { Client } from '../request-token.ts';
import type { SessionCookie } from '../session.ts';
import type { Viewer, ViewerQuota } from '../viewer.ts';
import type { Lost } from './partial.ts';

/** What every request to a subgraph carries. */
export interface SubgraphRequest {
  /** The request id, set by the gateway; the same in every log line of one client request. */
  id: string;
  viewer: Viewer;
  /** The requested market, with its language. */
  market: LocalizedMarket;
  /** Where the visitor is; undefined when it is unknown. An answer that depends on it must not be cached. */
  position?: Position;
  /** The client that sent the request to the gateway. */
  client: Client;
  /** Whether the request comes from a service of the installation, or from the gateway itself. */
  isService: boolean;
  /** Whether reads must bypass the caches of backends. */
  isUncached: boolean;
  /** The viewer's remaining quota. Only the identity subgraph receives it, and only for viewers with a rate limit. */
  quota?: ViewerQuota;
  /** The token of the Elite Session, for a subgraph that acts for the customer at its backing system. */
  token?: string;
  /** Aborts on timeout and, except for mutations, when the gateway disconnects. Pass it to every backend call. */
  signal: AbortSignal;
  /** Facts about the response, such as the country it is for. Sent to the gateway in `extensions.context`. */
  answered: Record<string, unknown>;
  /**
   * What the response lacks because a backend failed to give it: see `orPartial`. Where there is any,
   * `extensions.isPartial` is sent, and the gateway does not cache the response.
   */
  lost?: Lost[];
  /** The fields that are in English instead of the requested language: see `reportFallback`. Sent in `extensions.fallbacks`. */
  fallbacks: Fallbacks;
  /**
   * Cache tags of what this request has changed for other readers, such as `product:prod_1`; `*` means everything
   * of the subgraph. Sent to the gateway in `extensions.invalidates`, which drops what is cached under these tags
   * before it answers the client. Add a tag only once a read of this subgraph returns the new state.
   */
  invalidates: Set<string>;
  /** Cookies for the gateway to set or clear in the browser. It accepts them from the identity subgraph only. */
  cookies: SessionCookie[];
}

/** A subgraph with open connections to its backends. */
export interface OpenSubgraph<Context extends object> {
  /** Creates the context of one request, with its own loaders. */
  context(request: SubgraphRequest): Context;
  /** Resolves when every backend is available; rejects with the reason otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
  /** Further routes, which require no request token. */
  routes?: Routes;
}

/** The definition of a subgraph. Its SDL is in `schema/<name>.graphql`. */
export interface Subgraph<Context extends object> {
  name: string;
  /** The default of `<NAME>_PORT`. */
  port: number;
  resolvers: object;
  open(env: Environment, log: Log): Promise<OpenSubgraph<Context>> | OpenSubgraph<Context>;
}

/**
 * Resolvers of a GraphQL type whose parent is `Row`. Every field that is not a property of the row is required, so that
 * a missing resolver fails the type check. `nodeId` is exempt: it appears only in references from `node`.
 */
export type ResolversOver<Row, Resolvers> = Resolvers &
  Required<Omit<Resolvers, keyof Row | '__isTypeOf' | '__resolveReference' | '__typename' | 'nodeId'>>;

/** The context of resolvers: the request, and what the subgraph adds. */
export type ContextOf<Context extends object> = Context & { request: SubgraphRequest };

/** A subgraph that serves at `url`. */
export interface RunningSubgraph {
  url: string;
  close(): Promise<void>;
}
