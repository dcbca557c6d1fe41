import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { knownDevice } from '../known-devices';
import { answerOf, houseRedis } from '../redis';
import { addressOf } from './address';
import { isService } from './service';

interface Limit {
  burst: number;
  perMinute: number;
}

type Limits = Record<'address' | 'subjectFromAddress' | 'subject' | 'device' | 'devices', Limit>;

/** How often passwords may be tried: the graph takes from the same buckets. */
const attempts = JSON.parse(readFileSync(join(__dirname, '../../../../../kit/stores/rate-limits.json'), 'utf8')) as {
  password: Limits;
  'sign-up': Pick<Limits, 'address'>;
};

const store: Limit = {
  burst: Number(process.env.STORE_LIMIT_BURST || 100),
  perMinute: Number(process.env.STORE_LIMIT_PER_MINUTE || 600),
};

/** What becomes of reads and of changes while Redis is away: `local` lets them pass by a bucket of this process, `refuse` none. */
export const readsAway = process.env.STORE_READS_WITHOUT_REDIS || 'local';
const changesAway = process.env.STORE_CHANGES_WITHOUT_REDIS || 'refuse';

/** What passes while Redis is away, in buckets of this process: address → when its bucket is empty, in microseconds. */
const local = new Map<string, number>();

type Take = [name: string, limit: Limit];

/**
 * Lets each address send so many requests; more are refused with 429 and `Retry-After`, after which the next request
 * passes. Services of the house are not counted: they say who they are in `x-axiom-service`. While Redis is
 * unavailable, reads pass by a bucket of this process, and changes are refused with 503, unless the environment says
 * otherwise.
 */
export async function limitStore(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const address = addressOf(req);
  let wait: number;
  try {
    wait = await take([`store:${address}`, store]);
  } catch (error) {
    if ((req.method === 'GET' ? readsAway : changesAway) !== 'local') throw error;
    wait = takeHere(address);
  }
  if (wait > 0) return refuse(res, wait);
  next();
}

/**
 * Lets the password of an account be tried at a limited rate, counted together with the graph. A device on which its
 * owner has signed in before has a bucket of its own, so that the attempts of others never stop it. All other attempts
 * are limited for each address, for each account from one address, and for each account, the last one higher. 503 while
 * Redis is away.
 */
export async function limitPasswords(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const { email } = (req.body ?? {}) as { email?: unknown };
  const subject = typeof email === 'string' ? email : '';
  const { password } = attempts;
  const device = await knownDevice(req.headers['x-axiom-device'], subject);
  const [address, name] = [addressOf(req), hash('sha256', subject, 'base64url')];
  const wait = await (device
    ? take([`password-device:${device}:${name}`, password.device], [`password-devices:${name}`, password.devices])
    : take(
        [`password:${address}`, password.address],
        [`password-subject-address:${name}:${address}`, password.subjectFromAddress],
        [`password-subject:${name}`, password.subject],
      ));
  if (wait > 0) return refuse(res, wait);
  next();
}

/** Lets each address sign up at a limited rate, counted together with the graph. 503 while Redis is away. */
export async function limitSignUps(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req)) return next();
  const wait = await take([`sign-up:${addressOf(req)}`, attempts['sign-up'].address]);
  if (wait > 0) return refuse(res, wait);
  next();
}

/** Takes one from every bucket or, where one of them refuses, from none: then how long to wait, in microseconds. */
async function take(...takes: Take[]): Promise<number> {
  const names = takes.map(([name]) => `bucket:${name}`);
  const numbers = takes.flatMap(([, limit]) => [intervalOf(limit), limit.burst, 1]);
  const [wait] = await answerOf(houseRedis().pour(takes.length, ...names, ...numbers));
  return wait;
}

/** Microseconds until the bucket can take one more. */
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

/** The same as the script does, for one bucket. The addresses that asked last are kept, ten thousand of them. */
function takeHere(address: string): number {
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
