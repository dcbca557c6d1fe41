import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { languageOf } from '#kit/graph/languages/language.ts';
import type { Market, Position } from '#kit/graph/market.ts';
import type { Log } from '#kit/process/log.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';

/** The header in which the edge says where a visitor is. */
export const edgeContextHeader = 'x-axiom-context';

/** What the edge says about the visitor of a request. */
export interface EdgeContext {
  /** The market of the visitor's choice, or of their address, and the language of their choice or their browser. */
  market: Market;
  position?: Position;
}

/** Why a header was ignored. */
export type Refusal = 'malformed' | 'unknown_key' | 'forged' | 'expired';

/** Reads the headers of the edge. */
export interface EdgeContexts {
  /** The context in a header; undefined where there is none that can be believed. Never throws. */
  read(header: string | string[] | undefined): EdgeContext | undefined;
  /** The headers that were read so far, by outcome. */
  readonly counts: Readonly<Record<Refusal | 'accepted', number>>;
  /** Logs what was not logged yet. */
  end(): void;
}

/** The keys of the edge by id, from `<id>:<64 hexadecimal digits>` separated by commas; none by default. */
export const edgeContextKeys = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
  .pipe(z.array(z.string().regex(/^[\w-]{1,32}:[0-9a-f]{64}$/, 'must be `<id>:<64 hexadecimal digits>`')))
  .transform((entries) => new Map(entries.map((entry) => entry.split(':') as [id: string, key: string])));

/** The time for which a header is valid, in seconds. */
const lifetime = 60;

/** The tolerated difference between the clocks of edge and gateway, in seconds. */
const tolerance = 5;

/** The minimum interval between two log lines in milliseconds, so that an attack cannot fill the log. */
const interval = 10_000;

const payloadShape = z.object({
  issued: z.int(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i)
    .optional(),
  latitude: z.int().min(-90).max(90).optional(),
  longitude: z.int().min(-180).max(180).optional(),
});

/**
 * Verifies `v1.<key id>.<payload>.<mac>`: JSON in base64url, and an HMAC-SHA-256 over all that is before it, under one of
 * these keys. A header that is malformed, forged or older than a minute is ignored, counted and logged at most every ten
 * seconds: the request is answered as if it had none. With several keys, the edge can change to another one at any time.
 */
export function openEdgeContexts(keys: ReadonlyMap<string, string>, log: Log): EdgeContexts {
  const secrets = new Map([...keys].map(([id, key]) => [id, Buffer.from(key, 'hex')]));
  const counts = { accepted: 0, malformed: 0, unknown_key: 0, forged: 0, expired: 0 };
  let refused: Partial<Record<Refusal, number>> = {};
  let timer: NodeJS.Timeout | undefined;
  const report = () => {
    timer = undefined;
    log.warn({ event: 'edge_context_refused', refused }, 'headers of the edge ignored');
    refused = {};
  };
  const refuse = (reason: Refusal): undefined => {
    counts[reason] += 1;
    refused[reason] = (refused[reason] ?? 0) + 1;
    timer ??= setTimeout(report, interval).unref();
  };

  return {
    counts,
    read: (header) => {
      if (header === undefined || secrets.size === 0) return undefined;
      const [, claims = '', id = '', payload = '', mac = ''] = form.exec(String(header)) ?? [];
      if (!claims) return refuse('malformed');
      const secret = secrets.get(id);
      if (!secret) return refuse('unknown_key');
      const expected = createHmac('sha256', secret).update(claims).digest('base64url');
      if (!timingSafeEqualText(mac, expected)) return refuse('forged');
      const read = payloadShape.safeParse(parse(payload));
      if (!read.success) return refuse('malformed');
      const { issued, country, currency, language: tag, latitude, longitude } = read.data;
      const age = Date.now() / 1_000 - issued;
      if (age > lifetime + tolerance || age < -tolerance) return refuse('expired');
      counts.accepted += 1;
      // Its primary subtag. AXIOM may not have the language.
      const language = tag && languageOf(tag.replace(/-.*/, ''));
      return {
        market: { ...(country && { country }), ...(currency && { currency }), ...(language && { language }) },
        ...(latitude !== undefined && longitude !== undefined && { position: { latitude, longitude } }),
      };
    },
    end: () => {
      clearTimeout(timer);
      if (timer) report();
    },
  };
}

const form = /^(v1\.([\w-]{1,32})\.([\w-]{1,1000}))\.([\w-]{43})$/;

function parse(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
