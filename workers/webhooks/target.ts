import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { isPublicAddress, readTarget, type TargetRules } from '#kit/process/http/public-address.ts';

/** The response of a partner's server. */
export interface TargetResponse {
  status: number;
  /** The `Retry-After` in milliseconds, if any. */
  retryAfter: number | undefined;
}

/** Posts to partners' servers. Rejects on timeout, and for a URL that may not be called. */
export interface Targets {
  post(url: string, headers: Record<string, string>, body: string): Promise<TargetResponse>;
  close(): Promise<void>;
}

/** The maximum number of bytes read of a response, which is ignored. */
const mostRead = 16_384;

/**
 * Creates a client with a timeout in milliseconds, which follows no redirects and connects only to the public Internet.
 * Addresses are checked when the connection is made, so that DNS rebinding cannot lead it to a private network. `rules`
 * allow further targets.
 */
export function openTargets(timeout: number, rules: TargetRules, resolve: Resolve = lookup): Targets {
  const connections = { connections: 8, connectTimeout: 10_000, headersTimeout: timeout, bodyTimeout: timeout };
  const internet = new Agent({ ...connections, connect: { lookup: publicAddresses(resolve) } });
  const anywhere = new Agent(connections);

  return {
    async post(address, headers, body) {
      const url = readTarget(address, rules);
      if (!url) throw new Error('The URL is not an https URL on the public Internet.');
      const response = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'AXIOM-Webhooks/1.0', ...headers },
        body,
        dispatcher: rules.exempt?.includes(url.host) ? anywhere : internet,
        signal: AbortSignal.timeout(timeout),
      });
      await response.body.dump({ limit: mostRead }).catch(() => {});
      const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
      return { status: response.statusCode, retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : undefined };
    },

    async close() {
      await Promise.all([internet.destroy(), anywhere.destroy()]);
    },
  };
}

/** Resolves a host name, as `dns.lookup` does. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a host name, and fails when any of its addresses is not public. */
function publicAddresses(resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(Object.assign(new Error(`${name} resolves to a private network.`), { code: 'EPRIVATE' }), []);
      }
      done(null, addresses);
    });
  };
}
