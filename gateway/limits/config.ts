import { z } from 'zod';
import type { Ceilings, SpenderKind } from '#kit/graph/cost/ceilings.ts';
import { count } from '#kit/process/config.ts';

/** The kinds of viewers, each with its own bucket size. AXIOM's own services have no bucket. */
export type BucketKind = Exclude<SpenderKind, 'SERVICE'>;

/** The size of a bucket of points. */
export interface BucketSize {
  /** The maximum number of points. */
  burst: number;
  /** Points restored in a second. */
  perSecond: number;
}

/** The rate limits of viewers. */
export interface QuotaConfig {
  buckets: Readonly<Record<BucketKind, BucketSize>>;
  /** The bucket that all customers' sessions from one network share. */
  address: BucketSize;
  /** The share of these sizes that each gateway grants by itself while Redis is unavailable, from 0 to 1. */
  localShare: number;
  /** The number of invalid credentials that one network may send. */
  credentials: { burst: number; perMinute: number };
}

/** The size of a bucket in points. The schema exposes it as `Int`. */
const points = (fallback: number) => z.coerce.number().int().min(1).max(2_147_483_647).default(fallback);

/** The environment variables of these limits. */
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

/** The limits from the validated variables. */
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

/** Lowers each cost ceiling to the size of the viewer's bucket. An operation above that size could never run. */
export function withinBuckets(ceilings: Ceilings, { buckets }: QuotaConfig): Ceilings {
  const kinds = Object.entries(buckets) as [BucketKind, BucketSize][];
  return {
    ...ceilings,
    ...Object.fromEntries(kinds.map(([kind, { burst }]) => [kind, Math.min(ceilings[kind], burst)])),
  };
}
