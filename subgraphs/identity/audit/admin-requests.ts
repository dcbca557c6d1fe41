import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import type { IdentityDatabase } from '../database.ts';
import { recordEvent } from './audit-log.ts';

/** Requests to Medusa's admin API, as Medusa reports them. */
const Body = z.object({
  requests: z
    .array(
      z.object({
        actor: z.string().max(200),
        actorType: z.string().max(50),
        method: z.string().max(20),
        path: z.string().transform((path) => path.slice(0, 500)),
        status: z.int().min(100).max(599),
        occurredAt: z.iso.datetime(),
      }),
    )
    .max(100),
});

/** Records requests to Medusa's admin API as `admin.requested` events. Only Medusa may call it: it sends the service token. */
export function adminRequests(
  { transact }: Pick<IdentityDatabase, 'transact'>,
  serviceToken: string | undefined,
): Handler {
  return async (request, response) => {
    const token = request.headers['x-axiom-service'];
    if (!serviceToken || typeof token !== 'string' || !timingSafeEqualText(token, serviceToken)) {
      return sendJson(response, 401, { code: 'UNAUTHENTICATED' });
    }
    const { data } = Body.safeParse(await json(request).catch(() => undefined));
    if (!data) return sendJson(response, 400, { code: 'BAD_REQUEST' });
    try {
      await transact(async (query) => {
        for (const detail of data.requests) {
          const outcome = detail.status < 400 ? 'SUCCEEDED' : 'FAILED';
          await recordEvent(query, { action: 'admin.requested', detail, outcome });
        }
      });
      sendJson(response, 200, {});
    } catch {
      sendJson(response, 503, { code: 'BACKEND_UNAVAILABLE' });
    }
  };
}
