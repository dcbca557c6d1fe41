import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';

/**
 * The format of a country's postal codes, from the Universal Postal Union's addressing sheets and the address data of CLDR.
 * A code may have the country's code in front (`SE-114 55`).
 */
interface Format {
  /** The code without separators. */
  code: RegExp;
  /** The replacement that adds the separators. */
  written: string;
  /** Another prefix that senders abroad may put in front. */
  prefix?: string;
}

const britain: RegExp = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const plain = (digits: number, prefix?: string): Format => ({
  code: new RegExp(`^(\\d{${digits}})$`),
  written: '$1',
  ...(prefix && { prefix }),
});

const formats: Record<string, Format> = {
  AT: plain(4, 'A'),
  AU: plain(4),
  BE: plain(4, 'B'),
  CA: { code: /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/, written: '$1 $2' },
  CH: plain(4, 'CH'),
  CY: plain(4, 'CY'),
  CZ: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', prefix: 'CZ' },
  DE: plain(5, 'D'),
  DK: plain(4, 'DK'),
  EE: plain(5, 'EE'),
  ES: { code: /^((?:0[1-9]|[1-4]\d|5[0-2])\d{3})$/, written: '$1', prefix: 'E' },
  FI: plain(5, 'FI'),
  FR: plain(5, 'F'),
  GB: { code: britain, written: '$1 $2' },
  GG: { code: /^(GY\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  GR: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', prefix: 'GR' },
  HR: plain(5, 'HR'),
  IE: { code: /^([AC-FHKNPRTV-Y]\d[\dW])([\dAC-FHKNPRTV-Y]{4})$/, written: '$1 $2' },
  IM: { code: /^(IM\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  IT: plain(5, 'I'),
  JE: { code: /^(JE\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  JP: { code: /^(\d{3})(\d{4})$/, written: '$1-$2' },
  LI: { code: /^(94(?:8[5-9]|9\d))$/, written: '$1', prefix: 'FL' },
  LT: { code: /^(\d{5})$/, written: 'LT-$1', prefix: 'LT' },
  LU: plain(4, 'L'),
  LV: { code: /^(\d{4})$/, written: 'LV-$1', prefix: 'LV' },
  MC: { code: /^(980\d{2})$/, written: '$1', prefix: 'MC' },
  MT: { code: /^([A-Z]{3})(\d{4})$/, written: '$1 $2' },
  NL: { code: /^([1-9]\d{3})([A-Z]{2})$/, written: '$1 $2', prefix: 'NL' },
  NO: plain(4, 'N'),
  PL: { code: /^(\d{2})(\d{3})$/, written: '$1-$2', prefix: 'PL' },
  PT: { code: /^(\d{4})(\d{3})$/, written: '$1-$2', prefix: 'P' },
  SE: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', prefix: 'S' },
  SI: plain(4, 'SI'),
  SK: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', prefix: 'SK' },
  US: { code: /^(\d{5})(?:(\d{4}))?$/, written: '$1-$2' },
};

/** Countries whose codes have older or newer formats that `postcode-validator` does not know. */
const incompletelyKnown = ['AR', 'AZ', 'CL', 'CR', 'KH', 'KR', 'KZ', 'MV', 'PE', 'PY', 'SA', 'TW', 'VE'];

/** Whether an address in this country needs a postal code. In Ireland it is optional. */
export function needsPostalCode(country: string): boolean {
  return country in formats && country !== 'IE';
}

/**
 * A postal code in the format of its country; spaces, dashes and case of the input do not matter. Undefined where it is not
 * a code of the country. Where the format is unknown, or the country has no codes (order forms often require one, so that
 * buyers enter `00000`), letters and digits are kept as sent.
 */
export function readPostalCode(input: string, country: string): string | undefined {
  const text = input.normalize('NFKC').toUpperCase().trim().replace(/\s+/g, ' ');
  const format = formats[country];
  if (!format) return readOther(text, country);
  if (!/^[A-Z\d\s〒‐-―−ー-]*$/.test(text)) return undefined;
  const bare = text.replace(/[^A-Z\d]/g, '');
  const prefixes = ['', format.prefix ?? '', country].filter((prefix) => bare.startsWith(prefix));
  const code = prefixes.map((prefix) => bare.slice(prefix.length)).find((rest) => format.code.test(rest));
  return code?.replace(format.code, format.written).replace(/-$/, '');
}

function readOther(text: string, country: string): string | undefined {
  const isCode = /^(?=.*\d)[A-Z\d](?:[ -]?[A-Z\d]){1,11}$/.test(text);
  if (!isCode || !postcodeValidatorExistsForCountry(country) || incompletelyKnown.includes(country)) {
    return isCode ? text : undefined;
  }
  const local = text.replace(/^[A-Z]{1,3}[ -](?=\d)/, '');
  return [text, local, local.replace(/[ -]/g, '')].find((code) => postcodeValidator(code, country));
}
