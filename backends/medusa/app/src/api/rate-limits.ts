import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { knownDevice } from '../known-devices';
import { orUnavailable, sharedRedis } from '../redis';
import { addressOf } from './client-address';
import { isService } from './service';

interface Limit {
  burst: number;
  perMinute: number;
}

type Limits = Record<'address' | 'subjectFromAddress' | 'subject' | 'device' | 'devices', Limit>;

/** The limits of password attempts, which the graph counts in the same buckets. */
const attempts = JSON.parse(readFileSync(join(__dirname, '../../../../../kit/stores/rate-limits.json'), 'utf8')) as {
  password: Limits;
  'sign-up': Pick<Limits, 'address'>;
};

const store: Limit = {
  burst: Number(process.env.STORE_LIMIT_BURST || 100),
  perMinute: Number(process.env.STORE_LIMIT_PER_MINUTE || 600),
};

/** How reads and changes are limited while Redis is unavailable: `local` counts in this process, `refuse` refuses all. */
export const readsWithoutRedis = process.env.STORE_READS_WITHOUT_REDIS || 'local';
const changesWithoutRedis = process.env.STORE_CHANGES_WITHOUT_REDIS || 'refuse';

/** Buckets of this process, used while Redis is unavailable: address → when the bucket is empty, in microseconds. */
const local = new Map<string, number>();

type Charge = [name: string, limit: Limit];

/**
 * Limits the requests of each client address. Excess requests get 429 with `Retry-After`, after which the next request
 * passes. AXIOM services, which identify themselves in `x-axiom-service`, are not limited. While Redis is unavailable,
 * reads are counted in this process and changes are refused with 503, by default (STORE_READS_WITHOUT_REDIS,
 * STORE_CHANGES_WITHOUT_REDIS).
 */
export async function limitStore(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const address = addressOf(req);
  let wait: number;
  try {
    wait = await consume([`store:${address}`, store]);
  } catch (error) {
    if ((req.method === 'GET' ? readsWithoutRedis : changesWithoutRedis) !== 'local') throw error;
    wait = consumeLocally(address);
  }
  if (wait > 0) return refuse(res, wait);
  next();
}

/**
 * Limits the password attempts for each account, counted together with the graph. A device on which the
 * owner has signed in before has a separate bucket, so that attempts of others cannot lock out the owner. All other attempts
 * are limited for each address, for each account from one address, and (with a higher limit) for each account. 503 while
 * Redis is unavailable.
 */
export async function limitPasswords(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const { email } = (req.body ?? {}) as { email?: unknown };
  const subject = typeof email === 'string' ? email : '';
  const { password } = attempts;
  const device = await knownDevice(req.headers['x-axiom-device'], subject);
  const [address, name] = [addressOf(req), hash('sha256', subject, 'base64url')];
  const wait = await (device
    ? consume([`password-device:${device}:${name}`, password.device], [`password-devices:${name}`, password.devices])
    : consume(
        [`password:${address}`, password.address],
        [`password-subject-address:${name}:${address}`, password.subjectFromAddress],
        [`password-subject:${name}`, password.subject],
      ));
  if (wait > 0) return refuse(res, wait);
  next();
}

/** Limits the sign-ups of each address, counted together with the graph. 503 while Redis is unavailable. */
export async function limitSignUps(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const wait = await consume([`sign-up:${addressOf(req)}`, attempts['sign-up'].address]);
  if (wait > 0) return refuse(res, wait);
  next();
}

/** Consumes one unit of every bucket, or of none if one of them is exhausted. Returns the wait in microseconds. */
async function consume(...charges: Charge[]): Promise<number> {
  const names = charges.map(([name]) => `bucket:{attempts}:${name}`);
  const numbers = charges.flatMap(([, limit]) => [intervalOf(limit), limit.burst, 1]);
  const [wait] = await orUnavailable(sharedRedis().consume(charges.length, ...names, ...numbers));
  return wait;
}

/** Microseconds in which the bucket regains one unit. */
function intervalOf({ perMinute }: Limit): number {
  return Math.round(60_000_000 / perMinute);
}

function refuse(res: MedusaResponse, wait: number): void {
  res.setHeader('Retry-After', Math.ceil(wait / 1_000_000));
  res.status(429).json({
    type: 'too_many_requests',
    code: 'THROTTLED',
    message: 'Too many requests; try again later.',
    retryAfterMs: Math.ceil(wait / 1_000),
  });
}

/** The script's algorithm for one bucket in memory. Keeps the ten thousand most recent addresses. */
function consumeLocally(address: string): number {
  const interval = intervalOf(store);
  const now = Math.floor(performance.now() * 1_000);
  const full = now + store.burst * interval;
  const emptyThen = Math.max(now, Math.min(local.get(address) ?? now, full)) + interval;
  if (emptyThen > full) return emptyThen - full;
  local.delete(address);
  local.set(address, emptyThen);
  const [oldest] = local.keys();
  if (local.size > 10_000 && oldest !== undefined) local.delete(oldest);
  return 0;
}
