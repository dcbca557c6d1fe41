import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PassportEventType } from '#generated/provenance.ts';

/** What happened to a product, as it is told to the ledger. */
export interface Happening {
  type: PassportEventType;
  occurredAt: Date;
  place: string;
  actor: string;
  note: string | null;
}

/** An entry of a passport, bound to the one before. */
export interface PassportEvent extends Happening {
  /** Counted from 0. */
  index: number;
  /** 64 lower-case hexadecimal digits. */
  hash: string;
  /** The hash of the entry before; null at the first. */
  previousHash: string | null;
}

/**
 * The hash of an entry: SHA-256 over the canonical JSON (RFC 8785) of its fields, `hash` left out and the passport's id
 * added as `passport`, so that an entry fits one place of one passport. Instants are written as
 * `2026-03-01T09:30:00.000Z`, and what is missing as null.
 */
export function hashOf(passport: string, entry: Omit<PassportEvent, 'hash'>): string {
  const { index, type, occurredAt, place, actor, note, previousHash } = entry;
  const fields = { passport, index, type, occurredAt: occurredAt.toISOString(), place, actor, note, previousHash };
  return createHash('sha256')
    .update(canonicalize(fields) as string)
    .digest('hex');
}

/** The entries that follow `last`, or begin the passport where it has none. */
export function chained(
  passport: string,
  happenings: readonly Happening[],
  last?: Pick<PassportEvent, 'index' | 'hash'>,
): PassportEvent[] {
  const entries: PassportEvent[] = [];
  for (const happening of happenings) {
    const before = entries.at(-1) ?? last;
    const entry = { ...happening, index: before ? before.index + 1 : 0, previousHash: before?.hash ?? null };
    entries.push({ ...entry, hash: hashOf(passport, entry) });
  }
  return entries;
}

/**
 * The index of the first entry that was altered, moved, added or left out; null where the chain holds. `entries` are
 * all of the passport's, oldest first. Leaving out the latest ones shows only in `ledgerHead`, the hash of the last.
 */
export function firstBroken(passport: string, entries: readonly PassportEvent[], ledgerHead: string): number | null {
  const broken = entries.findIndex(
    (entry, index) =>
      entry.index !== index ||
      entry.previousHash !== (entries[index - 1]?.hash ?? null) ||
      entry.hash !== hashOf(passport, entry),
  );
  if (broken >= 0) return broken;
  return entries.at(-1)?.hash === ledgerHead ? null : entries.length;
}

/** The id of the passport of a product; it differs for each. */
export function passportIdOf(productId: string): string {
  return productId.replace(/^prod_/, 'pass_');
}

/** The id under which the entry of this hash stands in the ledger of the house. */
export function ledgerIdOf(hash: string): string {
  return `axm:${hash}`;
}
