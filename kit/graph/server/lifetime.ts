import { setMaxListeners } from 'node:events';

/** The lifetime of a request: its timeout and its cancellation. */
export interface Lifetime {
  /**
   * Aborts when work for the request must stop. Its reason is a TimeoutError or, when the client disconnected, an
   * AbortError.
   */
  signal: AbortSignal;
  /**
   * Also aborts when the client disconnects. Not for mutations, because the client could not know how much of a change
   * was made.
   */
  endWithConnection(): void;
}

/** The connection of one response: a `ServerResponse`. */
export interface Connection {
  readonly closed: boolean;
  readonly writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** Starts the lifetime of a request with a timeout in milliseconds. */
export function startLifetime(milliseconds: number, connection: Connection): Lifetime {
  const ended = new AbortController();
  // Every backend call adds a listener; Node warns of a leak above ten.
  setMaxListeners(0, ended.signal);
  const timer = setTimeout(() => ended.abort(new DOMException('The request timed out.', 'TimeoutError')), milliseconds);
  // Not AbortSignal.timeout, whose timer would run on for seconds after the request.
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
