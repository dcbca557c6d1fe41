import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { isPublicAddress, readTarget, type TargetRules } from '#kit/process/http/public-address.ts';

/** What a partner's server answered. */
export interface Answer {
  status: number;
  /** Milliseconds it asks to wait, where it does. */
  retryAfter: number | undefined;
}

/** Posts to partners' servers. Rejects when there is no answer in time, and where the address is none to call. */
export interface Targets {
  post(url: string, headers: Record<string, string>, body: string): Promise<Answer>;
  close(): Promise<void>;
}

/** How much of an answer is read before its connection is given up, in bytes: nobody looks at it. */
const mostRead = 16_384;

/**
 * Prepares requests that wait for `timeout` milliseconds, follow nobody elsewhere, and lead to the public Internet alone:
 * what a name stands for is looked at when the connection is made to it, so that it cannot change in between. `rules` says
 * what else may be called.
 */
export function openTargets(timeout: number, rules: TargetRules, resolve: Resolve = lookup): Targets {
  const connections = { connections: 8, connectTimeout: 10_000, headersTimeout: timeout, bodyTimeout: timeout };
  const internet = new Agent({ ...connections, connect: { lookup: publicAddresses(resolve) } });
  const anywhere = new Agent(connections);

  return {
    async post(address, headers, body) {
      const url = readTarget(address, rules);
      if (!url) throw new Error('The address is none of https on the public Internet.');
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'AXIOM-Webhooks/1.0', ...headers },
        body,
        dispatcher: rules.exempt?.includes(url.host) ? anywhere : internet,
        signal: AbortSignal.timeout(timeout),
      });
      await answer.body.dump({ limit: mostRead }).catch(() => {});
      const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
      return { status: answer.statusCode, retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : undefined };
    },

    async close() {
      await Promise.all([internet.destroy(), anywhere.destroy()]);
    },
  };
}

/** Finds the addresses of a name, as `dns.lookup` does. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Looks a name up, and finds nothing where any of its addresses is not public. */
function publicAddresses(resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(Object.assign(new Error(`${name} leads to a private network.`), { code: 'EPRIVATE' }), []);
      }
      done(null, addresses);
    });
  };
}
