import type { Environment } from './environment.ts';
import { fail } from './failures.ts';

/** A request body that is cut off at the limit. */
export interface LimitedBody {
  body: ReadableStream | null;
  /** Aborts when the client has sent more than the limit; undefined for a body of declared size. */
  tooLarge?: AbortSignal;
}

/** The response to a request that may not pass: for its declared size, or as one of an unwanted bot; otherwise undefined. */
export function refuse(request: Request<unknown, IncomingRequestCfProperties>, env: Environment): Response | undefined {
  if (Number(request.headers.get('content-length') ?? 0) > Number(env.BODY_LIMIT)) return tooLarge(env);
  return isUnwantedBot(request, Number(env.MIN_BOT_SCORE))
    ? fail(403, 'FORBIDDEN', 'The client looks automated. Send a partner key, or sign in.')
    : undefined;
}

/**
 * The body of a request. A body of declared size passes unchanged; one of unknown size is counted as it streams through,
 * and its upload is aborted beyond the limit.
 */
export function limitBody(request: Request, env: Environment): LimitedBody {
  if (!request.body || request.headers.has('content-length')) return { body: request.body };
  const limit = Number(env.BODY_LIMIT);
  const controller = new AbortController();
  let size = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, stream) => {
      size += chunk.byteLength;
      if (size <= limit) return stream.enqueue(chunk);
      controller.abort();
      stream.error(new Error('The request body is too large.'));
    },
  });
  return { body: request.body.pipeThrough(counting), tooLarge: controller.signal };
}

export function tooLarge({ BODY_LIMIT }: Environment): Response {
  return fail(413, 'PAYLOAD_TOO_LARGE', `The request body must not exceed ${BODY_LIMIT} bytes.`);
}

/**
 * Whether Cloudflare's bot management, where the zone has it, finds a client without credentials automated and not one of
 * the verified bots. Partners are programs, so clients with credentials are left to the gateway's limits.
 */
function isUnwantedBot({ cf, headers, url }: Request<unknown, IncomingRequestCfProperties>, minimum: number): boolean {
  const bot = cf?.botManagement as { score?: number; verifiedBot?: boolean } | undefined;
  if (typeof bot?.score !== 'number' || bot.verifiedBot || headers.has('authorization')) return false;
  return new URL(url).pathname.startsWith('/graphql') && bot.score < minimum;
}
