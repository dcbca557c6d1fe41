import { LRUCache } from 'lru-cache';

/** The preference for a value: its quality from 0 (not acceptable) to 1, and its position in the list. */
interface Quality {
  quality: number;
  place: number;
}

/**
 * Parses a header of preferences (RFC 9110 §12.4.2), such as `Accept` or `Accept-Encoding`. Values are in lower case
 * and without parameters. An invalid quality counts as 1. The first of repeated values counts.
 */
export function qualities(header: string): ReadonlyMap<string, Quality> {
  const qualities = new Map<string, Quality>();
  for (const [place, item] of header.toLowerCase().split(',').entries()) {
    const [value = '', ...parameters] = item.split(';').map((part) => part.trim());
    if (!value || qualities.has(value)) continue;
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    const quality = weight !== undefined && /^[01](\.\d{0,3})?$/.test(weight) ? Math.min(Number(weight), 1) : 1;
    qualities.set(value, { quality, place });
  }
  return qualities;
}

/** The number of cached values of one header, and the length of the longest, in characters. */
const cacheSize = 500;
const longest = 300;

/** Returns `read` with a cache by the text of a header, of which clients send few different ones. */
export function cachedByHeader<Value extends object>(read: (header: string) => Value): (header: string) => Value {
  const cache = new LRUCache<string, Value>({ max: cacheSize });
  return (header) => {
    const known = cache.get(header);
    if (known) return known;
    const value = read(header);
    if (header.length <= longest) cache.set(header, value);
    return value;
  };
}
