import type { Log } from '../log.ts';
import { reasonOf } from '../run-process.ts';
import { sendJson } from './json.ts';
import { createRouter, type Routes } from './router.ts';
import { type Handler, type Listening, type ListenOptions, listen } from './server.ts';

export interface ServiceOptions extends Omit<ListenOptions, 'onError'> {
  port: number;
  host: string;
  log: Log;
  routes?: Routes;
  /** Resolves when the service can do its work; rejects with the reason otherwise. Always ready by default. */
  ready?(): Promise<unknown>;
  /** Handles requests that match no route: see `createRouter`. */
  unmatched?: Handler;
}

/**
 * Serves the routes, `/health/live` (200 while the process runs) and `/health/ready` (200, or 503 with the reason).
 * `routes` may replace both. Unexpected errors are logged and become a 500 without details.
 */
export async function startService(options: ServiceOptions): Promise<Listening> {
  const { port, host, log, ready = async () => {}, routes, unmatched, ...rest } = options;
  const health: Routes = {
    '/health/live': (_, response) => sendJson(response, 200, { status: 'live' }),
    '/health/ready': async (_, response) => {
      const reason = await ready().then(() => undefined, reasonOf);
      sendJson(response, reason === undefined ? 200 : 503, {
        status: reason === undefined ? 'ready' : 'unready',
        reason,
      });
    },
  };
  const listening = await listen(createRouter({ ...health, ...routes }, unmatched), port, host, {
    ...rest,
    onError: (err) => log.error({ event: 'request_failed', err }, 'request failed'),
  });
  log.info({ event: 'listening', url: listening.url }, 'listening');
  return listening;
}
