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
