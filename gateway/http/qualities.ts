/** What a header prefers: how much, from 0 (not at all) to 1, and at which place of the list it says so. */
interface Quality {
  quality: number;
  place: number;
}

/**
 * Reads a header of preferences (RFC 9110 §12.4.2), such as `Accept` or `Accept-Encoding`: each of its values in lower
 * case, without parameters. A quality that is no number counts as 1; of a value that stands twice the first counts.
 */
export function qualities(header: string): ReadonlyMap<string, Quality> {
  const found = new Map<string, Quality>();
  for (const [place, item] of header.toLowerCase().split(',').entries()) {
    const [value = '', ...parameters] = item.split(';').map((part) => part.trim());
    if (!value || found.has(value)) continue;
    const given = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    const quality = given !== undefined && /^[01](\.\d{0,3})?$/.test(given) ? Math.min(Number(given), 1) : 1;
    found.set(value, { quality, place });
  }
  return found;
}
