import type { Charge, Consumed, Limit, RateLimiter } from '#kit/stores/rate-limiter.ts';
import type { BucketKind, BucketSize } from './config.ts';
import type { RateLimitKey } from './rate-limit-key.ts';

/** The result of an attempt to consume points. */
export interface Consumption {
  /**
   * Milliseconds after which the same attempt succeeds; 0 when it has, Infinity when it exceeds the size of the bucket.
   */
  retryAfterMs: number;
  /** Points that are left. */
  available: number;
  /** The size of the bucket that was used. */
  size: BucketSize;
  /** Refunds points of a successful attempt, with the next charge or after a short delay. */
  refund(points: number): void;
}

/** The buckets of all viewers in one rate limiter. */
export interface PointStore {
  /** Consumes points, or none where too few are available. Rejects while the limiter is unavailable. */
  consume(key: RateLimitKey, points: number): Promise<Consumption>;
  /** Refunds the points that are kept. */
  flush(): Promise<void>;
}

/** The sizes of the buckets by kind of viewer, and of those that the sessions of one network share. */
export interface PointSizes {
  buckets: Readonly<Record<BucketKind, BucketSize>>;
  address: BucketSize;
}

/** What this gateway knows of one client that has sent a request lately. */
interface Account {
  key: RateLimitKey;
  /** Points that were taken from the bucket and are not used. */
  kept: number;
  /** The points left in the bucket, without those kept, and when; undefined before the first reply. */
  known: { left: number; at: number } | undefined;
  /** Whether points are being taken in advance. */
  isTaking: boolean;
  /** Whether the client has sent a request since the last sweep. */
  isActive: boolean;
}

/** Milliseconds after which the points of a client that sends no more requests are refunded. */
const keepTime = 100;

/** Milliseconds after which points that are kept are not used before the limiter has counted again. */
const freshTime = 1_000;

/** The number of charges that are refunded in one call. */
const refundBatch = 100;

/** The share of a bucket that is taken in advance, and the share that must be left then. */
const advance = 1 / 20;
const mustBeLeft = 1 / 2;

/**
 * Keeps points in `limiter`. Of a client that sends several requests within a tenth of a second, a twentieth of the
 * bucket is taken in advance while half of it is left, so that its next requests need no call of the limiter for up to
 * a second. These points, and those that operations did not use, are part of the client's next charge, or are refunded
 * when it sends no more requests. The limiter counts every point before it is used: no client exceeds its bucket,
 * through any number of gateways.
 */
export function createPointStore(limiter: RateLimiter, sizes: PointSizes, now: () => number): PointStore {
  const limits = limitsOf(sizes);
  const accounts = new Map<string, Account>();
  let timer: NodeJS.Timeout | undefined;

  const accountOf = (text: string, key: RateLimitKey): Account => {
    timer ??= setTimeout(() => void sweep(isIdle), keepTime).unref();
    let account = accounts.get(text);
    if (!account) {
      account = { key, kept: 0, known: undefined, isTaking: false, isActive: true };
      accounts.set(text, account);
    }
    return account;
  };

  /** Whether an account ends: its client is not active, or few points are left, which another gateway may need. */
  const isIdle = (account: Account): boolean => {
    const size = sizes.buckets[account.key.kind];
    const isScarce = leftIn(account, size, now()) < size.burst * mustBeLeft;
    if (!account.isActive || isScarce) return true;
    account.isActive = false;
    return false;
  };

  const charge = (key: RateLimitKey, points: number) => limiter.consumeAll(chargesOf(key, points, limits));

  /** Consumes points in the limiter, and those that the account keeps. */
  const consumeShared = async (key: RateLimitKey, text: string, points: number, account: Account) => {
    const size = sizes.buckets[key.kind];
    // A bucket never grants more than its size, with any points kept.
    const kept = points > size.burst ? 0 : account.kept;
    const extra = advanceFor(account, points, size, now());
    account.kept -= kept;
    account.isTaking ||= extra > 0;
    let rest = kept;
    try {
      let consumed = await charge(key, points - kept + extra);
      rest = consumed.allowed ? extra : kept;
      // Another gateway has used the bucket since.
      if (!consumed.allowed && extra > 0) {
        consumed = await charge(key, points - kept);
        if (consumed.allowed) rest = 0;
      }
      const left = consumed.allowed ? consumed.remaining : Math.max(0, points - kept - consumed.missing);
      accountOf(text, key).known = { left, at: now() };
      return consumed;
    } finally {
      // The account may have ended since.
      accountOf(text, key).kept += rest;
      if (extra > 0) account.isTaking = false;
    }
  };

  /** Ends accounts and refunds their points. */
  const sweep = async (isOver: (account: Account) => boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const refunds: Charge[] = [];
    for (const [text, account] of accounts) {
      if (!isOver(account)) continue;
      accounts.delete(text);
      const points = refundable(account, sizes.buckets[account.key.kind], now());
      if (points > 0) refunds.push(...chargesOf(account.key, points, limits));
    }
    if (accounts.size > 0) timer = setTimeout(() => void sweep(isIdle), keepTime).unref();
    const batches = Array.from({ length: Math.ceil(refunds.length / refundBatch) }, (_, index) =>
      refunds.slice(index * refundBatch, (index + 1) * refundBatch),
    ) as [Charge, ...Charge[]][];
    // If a refund fails, the bucket refills by itself.
    await Promise.all(batches.map((batch) => limiter.refundAll(batch).catch(() => {})));
  };

  return {
    consume: async (key, points) => {
      const text = `${key.kind} ${key.id} ${key.network}`;
      const size = sizes.buckets[key.kind];
      const account = accountOf(text, key);
      account.isActive = true;
      const isKept = account.kept >= points && now() - (account.known?.at ?? Number.NEGATIVE_INFINITY) < freshTime;
      const consumed: Consumed = isKept
        ? { allowed: true, remaining: 0 }
        : await consumeShared(key, text, points, account);
      if (isKept) account.kept -= points;
      const refund = (unused: number) => {
        accountOf(text, key).kept += unused;
      };
      if (!consumed.allowed) {
        return { retryAfterMs: consumed.retryAfterMs, available: Math.max(0, points - consumed.missing), size, refund };
      }
      return { retryAfterMs: 0, available: availableIn(accountOf(text, key), size, now()), size, refund };
    },
    flush: () => sweep(() => true),
  };
}

/** The charges of a client: to its own bucket, and to that of its network where it has one. */
function chargesOf({ kind, id, network }: RateLimitKey, cost: number, limits: Limits): [Charge, ...Charge[]] {
  const own: Charge = { limit: limits[kind], key: id, cost };
  return network === undefined ? [own] : [own, { limit: limits.address, key: network, cost }];
}

/** Points to take in addition to those that are needed; 0 where the client sends few requests, or few are left. */
function advanceFor({ known, isTaking }: Account, points: number, size: BucketSize, now: number): number {
  const extra = Math.floor(size.burst * advance);
  if (isTaking) return 0;
  return leftIn({ known }, size, now) - points - extra >= size.burst * mustBeLeft ? extra : 0;
}

/** Points that are left in the bucket, as far as this gateway knows. */
function leftIn({ known }: Pick<Account, 'known'>, size: BucketSize, now: number): number {
  return known ? known.left + restored(known, size, now) : 0;
}

function availableIn({ known, kept }: Account, size: BucketSize, now: number): number {
  if (!known) return kept;
  return Math.min(size.burst, kept + Math.floor(leftIn({ known }, size, now)));
}

/** The points of an account that are not back in its bucket already, because they were restored since. */
function refundable({ known, kept }: Account, size: BucketSize, now: number): number {
  if (!known) return kept;
  return Math.max(0, Math.floor(Math.min(kept, size.burst - leftIn({ known }, size, now))));
}

function restored({ at }: { at: number }, { perSecond }: BucketSize, now: number): number {
  return ((now - at) / 1_000) * perSecond;
}

type Limits = Readonly<Record<BucketKind | 'address', Limit>>;

function limitsOf({ buckets, address }: PointSizes): Limits {
  return {
    ANONYMOUS: limitOf('cost-anonymous', buckets.ANONYMOUS),
    CUSTOMER: limitOf('cost-customer', buckets.CUSTOMER),
    PARTNER: limitOf('cost-partner', buckets.PARTNER),
    CURATOR: limitOf('cost-curator', buckets.CURATOR),
    address: limitOf('cost-address', address),
  };
}

function limitOf(name: string, { burst, perSecond }: BucketSize): Limit {
  return { name, burst, perMinute: perSecond * 60 };
}
