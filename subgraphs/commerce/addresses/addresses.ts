import type { AddressInput } from '#generated/commerce.ts';
import type { AddressRow } from '../rows.ts';
import { readPhone, withoutMarks } from './phones.ts';
import { needsPostalCode, readPostalCode } from './postal-codes.ts';
import { needsProvince, readProvince } from './provinces.ts';

/** What is wrong with one part of an address. */
export interface WrongPart {
  part: keyof AddressInput;
  message: string;
}

/** Most characters of a text. */
const longest = 200;

const texts = [
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
const required: readonly string[] = ['firstName', 'lastName', 'line1', 'city'];

/**
 * An address as a carrier can take it, or all that is wrong with it. Texts are without spaces around them and in the Unicode
 * form NFC; the postal code as its country writes it, the province as its code of ISO 3166-2 where the carrier needs one,
 * the telephone number as E.164.
 */
export function readAddress(given: AddressInput): AddressRow | WrongPart[] {
  const country = given.countryCode;
  const address: AddressRow = { ...nothing, countryCode: country };
  const wrong: WrongPart[] = isCountry(country) ? [] : [{ part: 'countryCode', message: 'There is no such country.' }];
  for (const part of texts) {
    const value = given[part] ?? '';
    const text = readText(part === 'phone' ? withoutMarks(value) : value, required.includes(part));
    if (text === undefined) wrong.push({ part, message: longText });
    else address[part] = text || null;
  }
  if (wrong.length > 0) return wrong;

  const check = (part: 'postalCode' | 'province' | 'phone', value: string | undefined, message: string) => {
    if (value === undefined) wrong.push({ part, message });
    else address[part] = value || null;
  };
  const { postalCode, province, phone } = address;
  if (postalCode || needsPostalCode(country)) {
    check('postalCode', readPostalCode(postalCode ?? '', country), 'This is no postal code of the country.');
  }
  if (province || needsProvince(country)) {
    check('province', readProvince(province ?? '', country), 'This is no state or province of the country.');
  }
  if (phone) check('phone', readPhone(phone, country), 'This is no telephone number.');
  return wrong.length > 0 ? wrong : address;
}

/** Whether an address that was stored earlier, or by another client of the shop, is one that a carrier can take. */
export function isWholeAddress(stored: AddressRow): boolean {
  const { firstName, lastName, line1, city, countryCode, ...rest } = stored;
  const filled = [firstName, lastName, line1, city, countryCode].map((text) => text ?? '');
  const [first = '', last = '', line = '', town = '', country = ''] = filled;
  const given = { ...rest, firstName: first, lastName: last, line1: line, city: town, countryCode: country };
  return !Array.isArray(readAddress(given));
}

/** The message for a text that is empty where it must not be, too long, or of characters that no label shows. */
export const longText = `Give 1 to ${longest} characters.`;

/**
 * A text in one line, without spaces around it; undefined where it is too long, holds control characters or turns the
 * direction of what follows, or is required and has neither letter nor digit that can be seen.
 */
export function readText(given: string, isRequired: boolean): string | undefined {
  const text = given.normalize('NFC').trim().replace(/ {2,}/g, ' ');
  if (
    !text.isWellFormed() ||
    [...text].length > longest ||
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text)
  ) {
    return undefined;
  }
  const seen = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim();
  if (isRequired && !/[\p{L}\p{N}]/u.test(seen)) return undefined;
  return seen === '' ? '' : text;
}

const nothing = {
  ...{ firstName: null, lastName: null, company: null, line1: null, line2: null, city: null },
  ...{ province: null, postalCode: null, phone: null },
};

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes that name no country in which anybody lives: unions, and those that ISO 3166-1 keeps for private use. */
const noCountries = ['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'];

/** Codes that were replaced, as `UK` by `GB`, name none either. */
function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || names.of(code) === undefined || noCountries.includes(code)) return false;
  return new Intl.Locale(`und-${code}`).region === code;
}
