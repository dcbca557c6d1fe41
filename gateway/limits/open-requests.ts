import type { ServerResponse } from 'node:http';

/** The requests of each network that wait for their answers. */
export interface OpenRequests {
  /** Counts a request until its response has been sent or its client has gone. False, and not counted, beyond the limit. */
  admit(network: string, response: ServerResponse): boolean;
}

/**
 * Against clients that send a thousand requests at once, over many connections or over one: each takes a place in the
 * event loop, if only to be refused. `most`: requests of one network.
 */
export function countOpenRequests(most: number): OpenRequests {
  const open = new Map<string, number>();
  return {
    admit: (network, response) => {
      const count = open.get(network) ?? 0;
      if (count >= most) return false;
      open.set(network, count + 1);
      response.once('close', () => {
        const left = (open.get(network) ?? 1) - 1;
        if (left > 0) open.set(network, left);
        else open.delete(network);
      });
      return true;
    },
  };
}
