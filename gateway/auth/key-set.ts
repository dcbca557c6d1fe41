import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/**
 * Serves identity's public keys, which are at `url`. They are cached for ten seconds; while identity is unavailable,
 * the keys that were read last are served.
 */
export function serveKeySet(url: string, log: Log): Handler {
  const fetched = memoizeTtl(
    async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_500) });
      const text = await response.text();
      if (!response.ok || !Array.isArray(JSON.parse(text).keys))
        throw new Error('The response of identity contains no keys.');
      return text;
    },
    10_000,
    (err) => log.warn({ event: 'key_set_stale', err }, 'public keys of identity unavailable; serving the last ones'),
  );

  return async (_, response) => {
    const keys = await fetched().catch(() => undefined);
    response.setHeader('access-control-allow-origin', '*');
    if (keys === undefined) return sendJson(response, 503, { status: 'identity is unavailable' });
    response.writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=60' });
    response.end(keys);
  };
}
