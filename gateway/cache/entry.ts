/** A cached text, its bytes, or several forms of both. */
export type CacheValue = string | Buffer | { readonly [form: string]: string | Buffer | undefined };

/** What one entry is stored with. */
export interface NewEntry {
  value: CacheValue;
  /** Scoped tags: `commerce/product:prod_1`. An entry without tags is refused, because nothing would invalidate it. */
  tags: readonly string[];
  /** Seconds, counted from the moment at which the position of the fetch was taken. 0 is not kept. */
  maxAge: number;
  /** Seconds after `maxAge` in which the entry may be returned in place of a subgraph that fails. */
  staleIfError?: number;
  /** What else its reader needs: small, and JSON. */
  extra?: unknown;
}

/** An entry of the cache. It is not changed once it is stored. All times are milliseconds of `performance.now()`. */
export class CacheEntry {
  readonly value: CacheValue;
  readonly tags: readonly string[];
  readonly extra: unknown;
  /** When the fetch began that read the value. */
  readonly fetchedAt: number;
  readonly freshUntil: number;
  /** The end of `staleIfError`. */
  readonly staleUntil: number;

  constructor(fields: Omit<CacheEntry, 'age' | 'remaining'>) {
    this.value = fields.value;
    this.tags = fields.tags;
    this.extra = fields.extra;
    this.fetchedAt = fields.fetchedAt;
    this.freshUntil = fields.freshUntil;
    this.staleUntil = fields.staleUntil;
  }

  /** The age in milliseconds. */
  age(now = performance.now()): number {
    return now - this.fetchedAt;
  }

  /** The milliseconds that remain of `maxAge`: zero or less when only `staleIfError` keeps it. */
  remaining(now = performance.now()): number {
    return this.freshUntil - now;
  }
}

/** The entry of a value whose fetch began at `fetchedAt`. */
export function createEntry({ value, tags, extra, maxAge, staleIfError = 0 }: NewEntry, fetchedAt: number): CacheEntry {
  const freshUntil = fetchedAt + maxAge * 1_000;
  return new CacheEntry({ value, tags, extra, fetchedAt, freshUntil, staleUntil: freshUntil + staleIfError * 1_000 });
}

/** The bytes of memory of a value, without the objects around it. */
export function bytesOf(value: CacheValue): number {
  if (typeof value === 'string') return bytesOfText(value);
  if (Buffer.isBuffer(value)) return bufferOverhead + value.byteLength;
  return Object.values(value).reduce((sum, form) => sum + (form === undefined ? 0 : bytesOf(form)), 0);
}

/** V8 keeps a text in one byte a character, or in two when one character is beyond Latin-1. */
export function bytesOfText(text: string): number {
  return textOverhead + (beyondLatin1.test(text) ? 2 * text.length : text.length);
}

const beyondLatin1 = /[\u0100-\uffff]/;
const textOverhead = 16;
const bufferOverhead = 700;
