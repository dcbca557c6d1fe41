import { z } from 'zod';
import type { Ceilings, SpenderKind } from '#kit/graph/cost/ceilings.ts';
import { count } from '#kit/process/config.ts';

/** Kinds of viewers whose buckets differ in size. Services of the house have none. */
export type BucketKind = Exclude<SpenderKind, 'SERVICE'>;

/** A bucket of points. */
export interface BucketSize {
  /** Points at most. */
  burst: number;
  /** Points restored in a second. */
  perSecond: number;
}

/** What viewers may spend. */
export interface QuotaConfig {
  buckets: Readonly<Record<BucketKind, BucketSize>>;
  /** What the sessions of customers from one address may spend together. */
  address: BucketSize;
  /** Which share of these each gateway gives by itself while Redis is away. */
  localShare: number;
  /** How often one address may send credentials that are not accepted. */
  credentials: { burst: number; perMinute: number };
}

/** Points that a bucket holds. The schema shows them as `Int`. */
const points = (fallback: number) => z.coerce.number().int().min(1).max(2_147_483_647).default(fallback);

/** The variables of the gateway's environment that say it. */
export const quotaVariables = {
  COST_BUCKET_ANONYMOUS: points(9_000),
  COST_RESTORE_ANONYMOUS: z.coerce.number().positive().default(200),
  COST_BUCKET_CUSTOMER: points(15_000),
  COST_RESTORE_CUSTOMER: z.coerce.number().positive().default(300),
  COST_BUCKET_PARTNER: points(45_000),
  COST_RESTORE_PARTNER: z.coerce.number().positive().default(2_000),
  COST_BUCKET_CURATOR: points(30_000),
  COST_RESTORE_CURATOR: z.coerce.number().positive().default(300),
  COST_BUCKET_ADDRESS: points(45_000),
  COST_RESTORE_ADDRESS: z.coerce.number().positive().default(1_000),
  COST_LOCAL_PERCENT: z.coerce.number().int().min(1).max(100).default(25),
  CREDENTIALS_LIMIT_BURST: count(60),
  CREDENTIALS_LIMIT_PER_MINUTE: count(120),
};

/** Reads them, once they were checked. */
export function readQuotaConfig(env: Readonly<Record<keyof typeof quotaVariables, number>>): QuotaConfig {
  return {
    buckets: {
      ANONYMOUS: { burst: env.COST_BUCKET_ANONYMOUS, perSecond: env.COST_RESTORE_ANONYMOUS },
      CUSTOMER: { burst: env.COST_BUCKET_CUSTOMER, perSecond: env.COST_RESTORE_CUSTOMER },
      PARTNER: { burst: env.COST_BUCKET_PARTNER, perSecond: env.COST_RESTORE_PARTNER },
      CURATOR: { burst: env.COST_BUCKET_CURATOR, perSecond: env.COST_RESTORE_CURATOR },
    },
    address: { burst: env.COST_BUCKET_ADDRESS, perSecond: env.COST_RESTORE_ADDRESS },
    localShare: env.COST_LOCAL_PERCENT / 100,
    credentials: { burst: env.CREDENTIALS_LIMIT_BURST, perMinute: env.CREDENTIALS_LIMIT_PER_MINUTE },
  };
}

/** The ceilings of what one operation may cost, none of them above what the viewer's bucket holds: it would never run. */
export function withinBuckets(ceilings: Ceilings, { buckets }: QuotaConfig): Ceilings {
  const kinds = Object.entries(buckets) as [BucketKind, BucketSize][];
  return {
    ...ceilings,
    ...Object.fromEntries(kinds.map(([kind, { burst }]) => [kind, Math.min(ceilings[kind], burst)])),
  };
}
