import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PassportEventType } from '#generated/provenance.ts';

/** An event to be added to a passport. */
export interface NewPassportEvent {
  type: PassportEventType;
  occurredAt: Date;
  place: string;
  actor: string;
  note: string | null;
}

/** An entry of a passport. It contains the hash of the previous entry. */
export interface PassportEvent extends NewPassportEvent {
  /** Counted from 0. */
  index: number;
  /** 64 lower-case hexadecimal digits. */
  hash: string;
  /** The hash of the previous entry; null for the first. */
  previousHash: string | null;
}

/**
 * The hash of an entry: SHA-256 over the canonical JSON (RFC 8785) of its fields without `hash`, with the passport's id as
 * `passport`, so that an entry is valid only at one position of one passport. Instants are written as
 * `2026-03-01T09:30:00.000Z`, missing values as null.
 */
export function hashOf(passport: string, entry: Omit<PassportEvent, 'hash'>): string {
  const { index, type, occurredAt, place, actor, note, previousHash } = entry;
  const fields = { passport, index, type, occurredAt: occurredAt.toISOString(), place, actor, note, previousHash };
  return createHash('sha256')
    .update(canonicalize(fields) as string)
    .digest('hex');
}

/** Chains events into entries that follow `last`, or begin the passport without it. */
export function chainEvents(
  passport: string,
  events: readonly NewPassportEvent[],
  last?: Pick<PassportEvent, 'index' | 'hash'>,
): PassportEvent[] {
  const entries: PassportEvent[] = [];
  for (const event of events) {
    const before = entries.at(-1) ?? last;
    const entry = { ...event, index: before ? before.index + 1 : 0, previousHash: before?.hash ?? null };
    entries.push({ ...entry, hash: hashOf(passport, entry) });
  }
  return entries;
}

/**
 * The index of the first entry that was altered, moved, added or removed; null when the chain is valid. `entries` are all
 * entries of the passport, oldest first. A removal of the last entries is detected by `ledgerHead`, the hash of the last.
 */
export function firstInvalid(passport: string, entries: readonly PassportEvent[], ledgerHead: string): number | null {
  const invalid = entries.findIndex(
    (entry, index) =>
      entry.index !== index ||
      entry.previousHash !== (entries[index - 1]?.hash ?? null) ||
      entry.hash !== hashOf(passport, entry),
  );
  if (invalid >= 0) return invalid;
  return entries.at(-1)?.hash === ledgerHead ? null : entries.length;
}

/** The id of a product's passport, unique for each product. */
export function passportIdOf(productId: string): string {
  return productId.replace(/^prod_/, 'pass_');
}

/** The id in AXIOM's ledger of the entry with this hash. */
export function ledgerIdOf(hash: string): string {
  return `axm:${hash}`;
}
