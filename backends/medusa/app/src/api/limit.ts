import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { Redis } from 'ioredis';
import { isService } from './service';

/** The leaky bucket of the house: the same script, in the same Redis, that the graph uses. */
const script = readFileSync(join(__dirname, '../../../../../kit/bucket.lua'), 'utf8');
const byItsClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${script}`;

const burst = Number(process.env.STORE_LIMIT_BURST || 100);
const perMinute = Number(process.env.STORE_LIMIT_PER_MINUTE || 600);
/** Microseconds in which room for one more request is made. */
const interval = Math.round(60_000_000 / perMinute);
/** What becomes of reads and of changes while Redis is away: `local` lets them pass by a bucket of this process, `refuse` none. */
const readsAway = process.env.STORE_READS_WITHOUT_REDIS || 'local';
const changesAway = process.env.STORE_CHANGES_WITHOUT_REDIS || 'refuse';

/** How often passwords may be tried: by one address, and for one e-mail address. The graph pours into the same two buckets. */
const passwords = { name: 'password', burst: 10, interval: 6_000_000 };
const passwordsByEmail = { name: 'password-email', burst: 5, interval: 12_000_000 };

/** What passes while Redis is away, in buckets of this process: address → when its bucket is empty, in microseconds. */
const local = new Map<string, number>();

let redis:
  | (Redis & { pour(count: number, ...keysAndNumbers: (string | number)[]): Promise<[number, number]> })
  | undefined;

/**
 * Lets each address ask the store so often; more is refused with 429 and `Retry-After`, after which the next request passes.
 * The rooms of the house are not counted: they say who they are in `x-axiom-service`. While Redis is away, reads pass by a
 * bucket of this process, and sign-in and changes are refused with 503, unless the environment says otherwise.
 */
export async function limitStore(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req.headers['x-axiom-service'])) return next();
  const address = req.ip ?? '';
  let wait: number;
  try {
    [wait] = await connect().pour(1, `bucket:store:${address}`, interval, burst, 1);
  } catch {
    if ((req.method === 'GET' ? readsAway : changesAway) !== 'local') return unavailable(res);
    wait = pourHere(address);
  }
  if (wait > 0) return refuse(res, wait);
  next();
}

/** Lets passwords be tried so often, and no more often in the graph and here together. */
export async function limitPasswords(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (isService(req.headers['x-axiom-service'])) return next();
  const { email } = req.body as { email?: unknown };
  const takes = [
    { ...passwords, key: req.ip ?? 'unknown' },
    ...(typeof email === 'string' ? [{ ...passwordsByEmail, key: hash('sha256', email, 'base64url') }] : []),
  ];
  const names = takes.map(({ name, key }) => `bucket:${name}:${key}`);
  const numbers = takes.flatMap((take) => [take.interval, take.burst, 1]);
  try {
    const [wait] = await connect().pour(takes.length, ...names, ...numbers);
    if (wait > 0) return refuse(res, wait);
  } catch {
    return unavailable(res);
  }
  next();
}

function refuse(res: MedusaResponse, wait: number): void {
  res.setHeader('Retry-After', Math.ceil(wait / 1_000_000));
  res.status(429).json({ type: 'too_many_requests', message: 'Too many requests; try again later.' });
}

function unavailable(res: MedusaResponse): void {
  res.status(503).json({ type: 'unavailable', message: 'Nothing can be changed at the moment; try again.' });
}

function connect() {
  if (redis) return redis;
  const url = process.env.AXIOM_REDIS_URL;
  if (!url) throw new Error('AXIOM_REDIS_URL is not set');
  const opened = new Redis(url, {
    connectionName: 'axiom-store',
    noDelay: true,
    connectTimeout: 1_000,
    commandTimeout: 500,
    maxRetriesPerRequest: 0,
  });
  // Whoever asks is told by the command that fails.
  opened.on('error', () => {});
  opened.defineCommand('pour', { lua: byItsClock });
  redis = opened as NonNullable<typeof redis>;
  return redis;
}

/** The same as the script does, for one bucket. The addresses that asked last are kept, ten thousand of them. */
function pourHere(address: string): number {
  const now = Math.floor(performance.now() * 1_000);
  const full = now + burst * interval;
  const emptyThen = Math.max(now, Math.min(local.get(address) ?? now, full)) + interval;
  if (emptyThen > full) return emptyThen - full;
  local.delete(address);
  local.set(address, emptyThen);
  const [oldest] = local.keys();
  if (local.size > 10_000 && oldest !== undefined) local.delete(oldest);
  return 0;
}
