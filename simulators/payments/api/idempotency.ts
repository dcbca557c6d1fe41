import { createHash } from 'node:crypto';
import type { Journal, Row } from '../journal.ts';
import { now } from '../simulator.ts';
import { StripeError } from './errors.ts';

/** What was answered to the first request with a key. */
interface Kept extends Row {
  object: 'idempotency_key';
  created: number;
  /** A digest of the path and the body. */
  request: string;
  requestId: string;
  status: number;
  body: string;
}

/** Keys are kept for a day. */
const lifetime = 86_400;

/** A POST request with `Idempotency-Key`. */
export interface Keyed {
  key: string;
  path: string;
  body: string;
}

/**
 * The answer that was given to an earlier request with the same key. Throws if that request was a different one.
 * https://docs.stripe.com/api/idempotent_requests
 */
export function earlierAnswer(journal: Journal, keyed: Keyed): Kept | undefined {
  const kept = journal.find<Kept>('idempotency_key', idOf(keyed.key));
  if (!kept || kept.created < now() - lifetime) return undefined;
  if (kept.request === digest(keyed)) return kept;
  throw new StripeError(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${keyed.key}' if you meant to execute a different request.`,
  });
}

/** Keeps an answer for repetitions. Answers to parameters that failed validation are not kept, nor 401 and 429. */
export function keepAnswer(journal: Journal, keyed: Keyed, answer: Pick<Kept, 'requestId' | 'status' | 'body'>): void {
  journal.put<Kept>({
    id: idOf(keyed.key),
    object: 'idempotency_key',
    created: now(),
    request: digest(keyed),
    ...answer,
  });
}

function idOf(key: string): string {
  return `idempotency_key ${key}`;
}

function digest({ path, body }: Keyed): string {
  return createHash('sha256').update(`${path}\n${body}`).digest('base64url');
}
