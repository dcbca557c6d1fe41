import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/**
 * Serves identity's public keys, found at `url`, to everyone: for ten seconds from memory, and while identity is down as
 * they were last read.
 */
export function keySet(url: string, log: Log): Handler {
  const fetched = memoizeTtl(
    async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_500) });
      const text = await response.text();
      if (!response.ok || !Array.isArray(JSON.parse(text).keys)) throw new Error('Identity shows no keys.');
      return text;
    },
    10_000,
    (err) => log.warn({ err }, 'the public keys of identity cannot be read; they are served as they were last read'),
  );

  return async (_, response) => {
    const keys = await fetched().catch(() => undefined);
    response.setHeader('access-control-allow-origin', '*');
    if (keys === undefined) return sendJson(response, 503, { status: 'identity is away' });
    response.writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=60' });
    response.end(keys);
  };
}
