import type { Environment } from './environment.ts';
import { fail } from './failures.ts';

/** What this isolate knows of the purge log. */
interface Copy {
  /** When the log was asked, in milliseconds since 1970. */
  readAt: number;
  position: number;
  floor: number;
  /** Since when the client that purges was silent, in milliseconds since 1970. */
  silentSince: number;
  tags: Map<string, number>;
}

let copy: Copy | undefined;

/** Until when a refresh in the background is expected to run, in milliseconds since 1970. */
let refreshingUntil = 0;

/** The state of the purge log that is valid for one request. */
export interface KnownPurges {
  /** The position to store with an answer that is requested from now on. */
  position: number;
  /** Whether an answer with these tags, stored at a position, was purged. */
  isPurged(position: number, tags: readonly string[]): boolean;
}

/**
 * The purges, from a copy that is at most PURGE_LAG_MS old; undefined when the log cannot be read, or the client that
 * purges was silent for PURGE_LEASE_MS. Nothing may be served from the cache then, because it is unknown what has changed.
 */
export async function readPurges(env: Environment, context: ExecutionContext): Promise<KnownPurges | undefined> {
  const lag = Number(env.PURGE_LAG_MS);
  const now = Date.now();
  const age = copy ? now - copy.readAt : Number.POSITIVE_INFINITY;
  if (age >= lag) {
    await refresh(env).catch((error) =>
      console.error(JSON.stringify({ event: 'purge_log_unavailable', error: String(error) })),
    );
  } else if (age >= lag / 2 && now >= refreshingUntil) {
    // A busy isolate never waits for the log.
    refreshingUntil = now + lag;
    context.waitUntil(refresh(env).catch(() => {}));
  }
  const known = copy;
  if (!known || now - known.readAt >= lag) return undefined;
  const lease = Number(env.PURGE_LEASE_MS);
  if (lease > 0 && now - known.silentSince >= lease) return undefined;
  return {
    position: known.position,
    isPurged: (position, tags) => position < known.floor || tags.some((tag) => (known.tags.get(tag) ?? 0) > position),
  };
}

async function refresh(env: Environment): Promise<void> {
  const readAt = Date.now();
  const { position, floor, silence, tags } = await logOf(env).since(copy?.position ?? 0);
  // Another request may have read a later state in the meantime.
  if (copy && copy.position > position) return;
  const known = new Map(copy?.tags);
  for (const { tag, position: at } of tags) known.set(tag, at);
  for (const [tag, at] of known) if (at <= floor) known.delete(tag);
  const silentSince = Math.max(readAt - silence, copy?.silentSince ?? 0);
  copy = { readAt: Math.max(readAt, copy?.readAt ?? 0), position, floor, silentSince, tags: known };
}

/**
 * `POST /edge/purge` with `{"tags": ["product:prod_1"]}` and the bearer token. The tag `*` purges everything. No tags: there is
 * nothing to purge. Answers when no location serves what was purged any longer: after PURGE_LAG_MS, every isolate has read the log again.
 */
export async function purge(request: Request, env: Environment): Promise<Response> {
  if (request.method !== 'POST') return fail(405, 'BAD_REQUEST', 'The method must be POST.', { allow: 'POST' });
  if (!(await hasToken(request, env.PURGE_TOKEN))) {
    return fail(401, 'UNAUTHENTICATED', 'The bearer token is invalid.', { 'www-authenticate': 'Bearer' });
  }
  const tags = tagsOf(await request.json().catch(() => undefined));
  if (!tags)
    return fail(
      400,
      'BAD_USER_INPUT',
      'The body must be {"tags": […]} with at most 1,000 tags of 1 to 200 characters.',
    );
  const position = await logOf(env).purge(tags);
  if (tags.length > 0) await scheduler.wait(Number(env.PURGE_LAG_MS));
  return Response.json({ purged: tags, position }, { headers: { 'cache-control': 'no-store' } });
}

function tagsOf(body: unknown): string[] | undefined {
  const tags = (body as { tags?: unknown } | null | undefined)?.tags;
  const isValid = (tag: unknown) => typeof tag === 'string' && tag.length > 0 && tag.length <= 200;
  return Array.isArray(tags) && tags.length <= 1_000 && tags.every(isValid) ? tags.map(inHeader) : undefined;
}

/** A tag as the gateway writes it in `cache-tag`: what would end it there is percent-encoded. */
function inHeader(tag: string): string {
  return tag.toWellFormed().replace(/[^\x21-\x2b\x2d-\x7e]/gu, encodeURIComponent);
}

/** Compares digests, which are compared in the same time for every token of the client. */
async function hasToken(request: Request, token: string): Promise<boolean> {
  if (!token) return false;
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const given = request.headers.get('authorization') ?? '';
  return crypto.subtle.timingSafeEqual(await digest(given), await digest(`Bearer ${token}`));
}

function logOf(env: Environment) {
  return env.PURGES.get(env.PURGES.idFromName('purges'));
}
