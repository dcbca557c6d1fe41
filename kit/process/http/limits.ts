/** The limits for clients of a server, in connections and time. */
export interface ServerLimits {
  /** Milliseconds from the start of a connection or request to the end of the request headers. */
  headTimeout: number;
  /** Milliseconds from the start of a request to the end of its body. */
  requestTimeout: number;
  /** The keep-alive timeout: milliseconds without a request. */
  idleTimeout: number;
  /** Milliseconds for which a response waits for a client that does not read; see also `writeRate`. */
  writeTimeout: number;
  /** The minimum average read rate of a client in bytes per second, after `writeTimeout`. */
  writeRate: number;
  /** The maximum number of open connections. */
  sockets: number;
  /** The maximum number of open connections from one network: an IPv4 address or a /64 of IPv6. */
  socketsPerNetwork: number;
}

/** The default limits of all servers. */
export const ordinaryLimits: ServerLimits = {
  headTimeout: 10_000,
  requestTimeout: 30_000,
  idleTimeout: 60_000,
  writeTimeout: 30_000,
  writeRate: 16_384,
  sockets: 4_096,
  socketsPerNetwork: Number.POSITIVE_INFINITY,
};

/** Why the server closed a connection: over the limit, idle, or a client that reads too slowly. */
export type DropReason = 'refused' | 'idle' | 'slow reader';
