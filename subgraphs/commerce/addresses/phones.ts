import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/**
 * A telephone number as E.164 (`+33142345678`), and its extension after it (`+33142345678 ext. 5`). One without `+` is a
 * number of this country, as people there write it, or begins with `00` and the code of another. Undefined for what has not
 * the length of a number by libphonenumber's numbering plans: whether a number is in use, they do not always know.
 */
export function readPhone(given: string, country: string | undefined): string | undefined {
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const parse = (text: string) =>
    parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false });
  const text = withoutMarks(given).normalize('NFKC').trim().replace(/^tel:/i, '');
  // Many countries dial 00 before the code of another; people write it so wherever they are.
  const abroad = text.replace(/^[\s(]*00[\s)]*/, '+');
  const readings = [parse(text), abroad === text ? undefined : parse(abroad)].filter((phone) => phone !== undefined);
  const phone = readings.find((one) => one.isValid()) ?? readings.findLast((one) => one.isPossible());
  return phone && written(phone);
}

/** A text without marks of direction and other invisible characters, which numbers copied from a telephone have around them. */
export function withoutMarks(given: string): string {
  return given.replace(/\p{Cf}/gu, '');
}

function written({ number, ext }: PhoneNumber): string {
  return ext ? `${number} ext. ${ext}` : number;
}
