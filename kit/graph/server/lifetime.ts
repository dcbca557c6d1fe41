import { setMaxListeners } from 'node:events';

/** How long the work for one request lasts. */
export interface Lifetime {
  /** Aborts when the work is to stop. Its reason is a TimeoutError or, where the connection has closed, an AbortError. */
  signal: AbortSignal;
  /**
   * From now on the work also stops when the connection closes before the answer is sent. Not for mutations: nobody could
   * tell how much of a change has happened.
   */
  endWithConnection(): void;
}

/** A connection over which one answer is awaited: a `ServerResponse`. */
export interface Connection {
  readonly closed: boolean;
  readonly writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** Starts the lifetime of a request that may take `milliseconds`. */
export function startLifetime(milliseconds: number, connection: Connection): Lifetime {
  const ended = new AbortController();
  // Every backend call of the request listens; Node would suspect a leak at eleven.
  setMaxListeners(0, ended.signal);
  const timer = setTimeout(
    () => ended.abort(new DOMException('The time for the request is up.', 'TimeoutError')),
    milliseconds,
  );
  // Not AbortSignal.timeout, whose timer would outlive the request by seconds.
  connection.once('close', () => clearTimeout(timer));
  const leave = () => {
    if (!connection.writableFinished) ended.abort(new DOMException('The connection was closed.', 'AbortError'));
  };
  return {
    signal: ended.signal,
    endWithConnection() {
      if (connection.closed) leave();
      else connection.once('close', leave);
    },
  };
}
