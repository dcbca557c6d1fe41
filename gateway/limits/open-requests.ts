import type { ServerResponse } from 'node:http';

/** Limits the concurrent requests of each network. */
export interface OpenRequests {
  /**
   * Counts a request until its response was sent or the client disconnected. Returns false, and does not count, beyond
   * the limit.
   */
  admit(network: string, response: ServerResponse): boolean;
}

/**
 * Against clients that send thousands of requests at once, over one connection or many: even a rejected request uses
 * time of the event loop. `limit`: concurrent requests of one network.
 */
export function limitOpenRequests(limit: number): OpenRequests {
  const open = new Map<string, number>();
  return {
    admit: (network, response) => {
      const count = open.get(network) ?? 0;
      if (count >= limit) return false;
      open.set(network, count + 1);
      response.once('close', () => {
        const remaining = (open.get(network) ?? 1) - 1;
        if (remaining > 0) open.set(network, remaining);
        else open.delete(network);
      });
      return true;
    },
  };
}
