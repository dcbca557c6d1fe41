import { createHmac } from 'node:crypto';
import { type LocalEdge, type LocalEdgeOptions, startLocalEdge } from '#launcher/edge/worker.ts';
import { until } from '#tests/support/until.ts';

/** The edge in workerd over an origin. */
export interface TestEdge extends LocalEdge {
  /** Sends a request with the place that Cloudflare would report. Redirects are not followed. */
  send(path: string, request?: SentRequest): Promise<Response>;
  /** Sends a request as `send` does, and waits until its answer is cached: the edge stores it after it has answered. */
  store(path: string, request?: SentRequest): Promise<Response>;
  /** Purges tags, with the right token. */
  purge(...tags: string[]): Promise<Response>;
}

export interface SentRequest extends RequestInit {
  /** The `request.cf` of Cloudflare. */
  cf?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export const signingKey = 'a1'.repeat(32);
export const purgeToken = 'purge-token';

/** Starts the edge over an origin, with a purge log that is read again after 50 milliseconds. */
export async function startTestEdge(origin: string, options: Partial<LocalEdgeOptions> = {}): Promise<TestEdge> {
  const edge = await startLocalEdge({
    host: '127.0.0.1',
    port: 0,
    origin,
    contextKeys: `first:${signingKey}`,
    purgeToken,
    bodyLimit: 100_000,
    minBotScore: 2,
    purgeLag: 50,
    purgeLease: 0,
    originTimeout: 10_000,
    log: () => {},
    ...options,
  });
  const send = (path: string, { cf, headers, ...init }: SentRequest = {}) =>
    fetch(edge.url + path, {
      redirect: 'manual',
      // Otherwise `fetch` adds `cache-control: no-cache` to a request with `if-none-match`.
      cache: 'no-cache',
      ...init,
      headers: { ...headers, ...(cf && { 'mf-cf-blob': JSON.stringify(cf) }) },
    });
  const isCached = async (path: string, request: SentRequest = {}) => {
    const cachedOnly = { ...request, headers: { ...request.headers, 'cache-control': 'only-if-cached' } };
    const response = await send(path, cachedOnly);
    await response.body?.cancel();
    return response.status !== 504;
  };
  return {
    ...edge,
    send,
    async store(path, request) {
      const response = await send(path, request);
      if (response.headers.get('cache-status')?.endsWith('stored')) await until(() => isCached(path, request));
      return response;
    },
    purge: (...tags) =>
      fetch(`${edge.url}/edge/purge`, {
        method: 'POST',
        headers: { authorization: `Bearer ${purgeToken}` },
        body: JSON.stringify({ tags }),
      }),
  };
}

/** The payload of a signed context. Throws when the signature is wrong. */
export function contextIn(header: unknown, key = signingKey): Record<string, unknown> {
  const [version, id, payload = '', mac] = String(header).split('.');
  const expected = createHmac('sha256', Buffer.from(key, 'hex'))
    .update(`${version}.${id}.${payload}`)
    .digest('base64url');
  if (version !== 'v1' || mac !== expected) throw new Error('The context is not signed with this key.');
  return { key: id, ...JSON.parse(Buffer.from(payload, 'base64url').toString()) };
}
