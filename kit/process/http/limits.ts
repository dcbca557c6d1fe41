/** What the clients of a server may cost it in sockets and time. */
export interface ServerLimits {
  /** Milliseconds from the start of a request, or of a connection, to the end of the request's head. */
  headTimeout: number;
  /** Milliseconds from the start of a request to the end of its body. */
  requestTimeout: number;
  /** Milliseconds for which a connection is kept without a request. */
  idleTimeout: number;
  /** Milliseconds for which a response may wait for a client that reads nothing; see also `writeRate`. */
  writeTimeout: number;
  /** Bytes a second that a client must read on the average, after `writeTimeout`. */
  writeRate: number;
  /** Connections that may be open. */
  sockets: number;
  /** Connections that one network may have open: one IPv4 address, or one /64 of IPv6. */
  socketsPerNetwork: number;
}

/** Limits of every server of the house, unless it says otherwise. */
export const ordinaryLimits: ServerLimits = {
  headTimeout: 10_000,
  requestTimeout: 30_000,
  idleTimeout: 60_000,
  writeTimeout: 30_000,
  writeRate: 16_384,
  sockets: 4_096,
  socketsPerNetwork: Number.POSITIVE_INFINITY,
};

/** Why a connection was ended before its client ended it. */
export type Cut = 'refused' | 'idle' | 'slow reader';
