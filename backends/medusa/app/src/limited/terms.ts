/** Custom values of a product or a variant. */
type Metadata = Record<string, unknown> | null;

/** A limited edition: metadata `edition` of a product. */
export interface Edition {
  /** The number of pieces that are made. Their numbers are 1 to `size`. */
  size: number;
  /** Numbers that are not sold here, for example because a shop has sold them. */
  withheld: number[];
}

/** How many pieces one buyer may order: metadata `purchase_limit` of a product. Null: no limit. */
export interface PurchaseLimit {
  perOrder: number | null;
  perCustomer: number | null;
  /** The days for which an order counts towards `perCustomer`; null: for ever. */
  days: number | null;
}

/** Sale before there is stock: metadata `pre_order` of a variant. Ends at `releasesAt`. */
export interface PreOrder {
  releasesAt: Date;
  /** How many pieces may be sold beyond the stock. */
  limit: number;
}

/** The edition of a product; undefined where it has none, or its metadata is invalid. */
export function editionOf(product: Metadata): Edition | undefined {
  const { size, withheld } = part(product, 'edition');
  if (!isCount(size)) return undefined;
  return { size, withheld: Array.isArray(withheld) ? withheld.filter(isCount) : [] };
}

/** The purchase limit of a product; undefined where it has none. */
export function purchaseLimitOf(product: Metadata): PurchaseLimit | undefined {
  const { per_order, per_customer, days } = part(product, 'purchase_limit');
  const limit = { perOrder: countOrNull(per_order), perCustomer: countOrNull(per_customer), days: countOrNull(days) };
  return limit.perOrder === null && limit.perCustomer === null ? undefined : limit;
}

/** The pre-order of a variant; undefined where it has none, or it is released. */
export function preOrderOf(variant: Metadata, now = new Date()): PreOrder | undefined {
  const { releases_at, limit } = part(variant, 'pre_order');
  if (typeof releases_at !== 'string' || !isCount(limit)) return undefined;
  const releasesAt = new Date(releases_at);
  return releasesAt > now ? { releasesAt, limit } : undefined;
}

function part(metadata: Metadata, name: string): Record<string, unknown> {
  const value = metadata?.[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function countOrNull(value: unknown): number | null {
  return isCount(value) ? value : null;
}
