import type { AddressInput } from '#generated/commerce.ts';
import type { CommerceMessage } from '../messages/messages.ts';
import type { AddressRow } from '../rows.ts';
import { readPhone, withoutFormatCharacters } from './phones.ts';
import { needsPostalCode, readPostalCode } from './postal-codes.ts';
import { needsProvince, readProvince } from './provinces.ts';

/** A part of an address that is invalid, and why. */
export interface InvalidPart {
  part: keyof AddressInput;
  text: CommerceMessage;
}

/** Maximum length of a text, in Unicode characters. */
const maxCharacters = 200;

const textFields = [
  'firstName',
  'lastName',
  'company',
  'line1',
  'line2',
  'city',
  'province',
  'postalCode',
  'phone',
] as const;
const requiredFields: readonly string[] = ['firstName', 'lastName', 'line1', 'city'];

/**
 * An address in the form that carriers accept, or all its invalid parts. Texts are trimmed and in the Unicode form NFC. The
 * postal code has the form of its country, the province is its ISO 3166-2 code where the carrier requires one, and the
 * telephone number is in E.164.
 */
export function readAddress(input: AddressInput): AddressRow | InvalidPart[] {
  const country = input.countryCode;
  const address: AddressRow = { ...emptyAddress, countryCode: country };
  const invalid: InvalidPart[] = isCountry(country) ? [] : [{ part: 'countryCode', text: 'countryUnknown' }];
  for (const part of textFields) {
    const value = input[part] ?? '';
    const read = readText(part === 'phone' ? withoutFormatCharacters(value) : value, requiredFields.includes(part));
    if (read === undefined) invalid.push({ part, text: invalidText });
    else address[part] = read || null;
  }
  if (invalid.length > 0) return invalid;

  const check = (part: 'postalCode' | 'province' | 'phone', value: string | undefined, text: CommerceMessage) => {
    if (value === undefined) invalid.push({ part, text });
    else address[part] = value || null;
  };
  const { postalCode, province, phone } = address;
  if (postalCode || needsPostalCode(country)) {
    check('postalCode', readPostalCode(postalCode ?? '', country), 'postalCodeInvalid');
  }
  if (province || needsProvince(country)) {
    check('province', readProvince(province ?? '', country), 'provinceInvalid');
  }
  if (phone) check('phone', readPhone(phone, country), 'phoneInvalid');
  return invalid.length > 0 ? invalid : address;
}

/** Whether carriers accept an address that was stored earlier, or by another client of Medusa. */
export function isCompleteAddress(stored: AddressRow): boolean {
  const { firstName, lastName, line1, city, countryCode, ...rest } = stored;
  const filled = [firstName, lastName, line1, city, countryCode].map((text) => text ?? '');
  const [first = '', last = '', line = '', town = '', country = ''] = filled;
  const input = { ...rest, firstName: first, lastName: last, line1: line, city: town, countryCode: country };
  return !Array.isArray(readAddress(input));
}

/** The message for a text that is empty although required, too long, or has characters that a label cannot show. */
export const invalidText: CommerceMessage = ['lengthInvalid', { most: maxCharacters }];

/**
 * A trimmed text in one line. Undefined where it is too long, contains control characters or characters that change the
 * text direction, or is required and has no visible letter or digit.
 */
export function readText(value: string, isRequired: boolean): string | undefined {
  const text = value.normalize('NFC').trim().replace(/ {2,}/g, ' ');
  if (
    !text.isWellFormed() ||
    [...text].length > maxCharacters ||
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text)
  ) {
    return undefined;
  }
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim();
  if (isRequired && !/[\p{L}\p{N}]/u.test(visible)) return undefined;
  return visible === '' ? '' : text;
}

const emptyAddress = {
  ...{ firstName: null, lastName: null, company: null, line1: null, line2: null, city: null },
  ...{ province: null, postalCode: null, phone: null },
};

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes that are not countries: unions, and codes that ISO 3166-1 reserves for private use. */
const nonCountries = ['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'];

/** Whether a code is that of a country; false for aliases such as `UK`, which `GB` replaces. */
function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || names.of(code) === undefined || nonCountries.includes(code)) return false;
  return new Intl.Locale(`und-${code}`).region === code;
}
