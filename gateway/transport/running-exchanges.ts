import type { Exchange } from './exchange.ts';

/** The exchanges that wait for a response. Each is aborted when it is out of time or its client has disconnected. */
export interface RunningExchanges {
  add(exchange: Exchange): void;
  delete(exchange: Exchange): void;
}

/** The interval in which exchanges are checked, in milliseconds. */
const interval = 20;

/**
 * Watches exchanges with one timer for all of them, which runs while there are any. A timer and a listener for each would
 * cost more than sending its request.
 */
export function watchExchanges(): RunningExchanges {
  const running = new Set<Exchange>();
  let timer: NodeJS.Timeout | undefined;

  const check = () => {
    if (running.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = performance.now();
    for (const exchange of running) {
      const { expiresAt, client } = exchange.end;
      if (client?.aborted) exchange.abort(client.reason);
      else if (now >= expiresAt) exchange.abort(new DOMException('The fetch timed out.', 'TimeoutError'));
    }
  };

  return {
    add: (exchange) => {
      running.add(exchange);
      timer ??= setInterval(check, interval).unref();
    },
    delete: (exchange) => void running.delete(exchange),
  };
}
