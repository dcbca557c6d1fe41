/** The parts of an address that are written. */
export interface WrittenAddress {
  firstName?: string | null;
  lastName?: string | null;
  line1?: string | null;
  line2?: string | null;
  postalCode?: string | null;
  city?: string | null;
  province?: string | null;
  countryCode?: string | null;
}

/**
 * The lines of an address in the order of its country, without the country: the name, the street, the place. In Japan the place comes first, and
 * the family name before the given one.
 */
export function addressLines(address: WrittenAddress): string[] {
  const { firstName, lastName, line1, line2, postalCode, city, province, countryCode } = address;
  const joined = (parts: (string | null | undefined)[], separator = ' ') => parts.filter(Boolean).join(separator);
  const street = [line1, line2];
  const lines =
    countryCode === 'JP'
      ? [postalCode && `〒${postalCode}`, joined([province, city, ...street]), joined([lastName, firstName])]
      : [joined([firstName, lastName]), ...street, ...placeLines(address, joined)];
  return lines.flatMap((line) => line || []);
}

function placeLines(
  { postalCode, city, province, countryCode }: WrittenAddress,
  joined: (parts: (string | null | undefined)[], separator?: string) => string,
): (string | null | undefined)[] {
  if (countryCode === 'US') return [joined([city, joined([province, postalCode])], ', ')];
  if (countryCode === 'CA' || countryCode === 'AU') return [joined([city, province, postalCode])];
  // The Channel Islands and the Isle of Man have the mail of the United Kingdom.
  if (['GB', 'GG', 'IM', 'JE'].includes(countryCode ?? '')) return [city, province, postalCode];
  if (countryCode === 'IT') return [joined([postalCode, city, province])];
  return [joined([postalCode, city]), province];
}
