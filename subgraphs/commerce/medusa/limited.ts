import { requireProperty } from '#kit/graph/errors.ts';
import type { LimitedPieces, PreOrder, PurchaseLimit } from '../limited-rows.ts';
import type { Metadata } from './responses.ts';
import { type Send, unavailable } from './send.ts';

/** The number of pieces of the edition in a product's metadata; null without one. The Medusa application reads the same. */
export function toEditionSize(product: Metadata | undefined): number | null {
  return count(part(product, 'edition').size);
}

/** The purchase limit in a product's metadata; null without one. */
export function toPurchaseLimit(product: Metadata | undefined): PurchaseLimit | null {
  const { per_order, per_customer, days } = part(product, 'purchase_limit');
  const limit = { perOrder: count(per_order), perCustomer: count(per_customer), days: count(days) };
  return limit.perOrder === null && limit.perCustomer === null ? null : limit;
}

/** The pre-order in a variant's metadata; null without one, and after its end. */
export function toPreOrder(variant: Metadata | undefined, now = new Date()): PreOrder | null {
  const { releases_at, limit } = part(variant, 'pre_order');
  const pieces = count(limit);
  if (typeof releases_at !== 'string' || pieces === null) return null;
  const releasesAt = new Date(releases_at);
  return releasesAt > now ? { releasesAt, limit: pieces } : null;
}

/** Reads the limited pieces of order lines; lines without any are left out. */
export async function readLimitedPieces(send: Send, lineIds: readonly string[]): Promise<LimitedPieces[]> {
  type Line = { id: string; numbers: LimitedPieces['numbers']; releases_at: string | null };
  const { lines } = await send<{ lines: Line[] }>('GET', 'limited-pieces', { line_id: lineIds })
    .then(requireProperty('lines'))
    .catch(unavailable);
  return lines.map(({ id, numbers, releases_at }) => ({
    id,
    numbers,
    releasesAt: releases_at === null ? null : new Date(releases_at),
  }));
}

function part(metadata: Metadata | undefined, name: string): Record<string, unknown> {
  const value = metadata?.[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function count(value: unknown): number | null {
  return Number.isInteger(value) && (value as number) > 0 ? (value as number) : null;
}
