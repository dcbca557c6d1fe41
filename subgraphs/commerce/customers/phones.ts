import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * A telephone number as E.164 (`+33142345678`), by libphonenumber's numbering plans. One without `+` is a number of this
 * country, as people there write it. Undefined for what is no number that could be called; an extension is refused, since
 * E.164 has none.
 */
export function readPhone(given: string, country: string | undefined): string | undefined {
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const phone = parsePhoneNumberFromString(given.normalize('NFKC'), {
    ...(defaultCountry && { defaultCountry }),
    extract: false,
  });
  return phone?.isValid() && !phone.ext ? phone.number : undefined;
}
