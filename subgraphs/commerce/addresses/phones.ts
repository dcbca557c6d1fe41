import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/**
 * A telephone number in E.164 (`+33142345678`), followed by its extension if it has one (`+33142345678 ext. 5`). A number
 * without `+` is either a national number of `country`, or `00` and a number with country code. Undefined where the length
 * is impossible by libphonenumber's numbering plans; a possible length is enough, because the plans are incomplete.
 */
export function readPhone(input: string, country: string | undefined): string | undefined {
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const parse = (text: string) =>
    parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false });
  const text = withoutFormatCharacters(input).normalize('NFKC').trim().replace(/^tel:/i, '');
  // 00 is the international prefix of many countries, and people also write it in others.
  const withPlus = text.replace(/^[\s(]*00[\s)]*/, '+');
  const parsed = [parse(text), withPlus === text ? undefined : parse(withPlus)];
  const candidates = parsed.filter((phone) => phone !== undefined);
  const phone = candidates.find((one) => one.isValid()) ?? candidates.findLast((one) => one.isPossible());
  return phone && format(phone);
}

/** A text without invisible format characters, which surround numbers that were copied from a telephone. */
export function withoutFormatCharacters(text: string): string {
  return text.replace(/\p{Cf}/gu, '');
}

function format({ number, ext }: PhoneNumber): string {
  return ext ? `${number} ext. ${ext}` : number;
}
