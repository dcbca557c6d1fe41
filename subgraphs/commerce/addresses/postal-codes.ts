import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';

/**
 * How a country writes its postal codes: the letters and digits, and what stands between them. `mark` is what people from
 * abroad put before it, as they may put the country's code (`SE-114 55`). From the Universal Postal Union's addressing sheets and the CLDR's address data.
 */
interface Form {
  code: RegExp;
  written: string;
  mark?: string;
}

const britain: RegExp = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const plain = (digits: number, mark?: string): Form => ({
  code: new RegExp(`^(\\d{${digits}})$`),
  written: '$1',
  ...(mark && { mark }),
});

const forms: Record<string, Form> = {
  AT: plain(4, 'A'),
  AU: plain(4),
  BE: plain(4, 'B'),
  CA: { code: /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/, written: '$1 $2' },
  CH: plain(4, 'CH'),
  CY: plain(4, 'CY'),
  CZ: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', mark: 'CZ' },
  DE: plain(5, 'D'),
  DK: plain(4, 'DK'),
  EE: plain(5, 'EE'),
  ES: { code: /^((?:0[1-9]|[1-4]\d|5[0-2])\d{3})$/, written: '$1', mark: 'E' },
  FI: plain(5, 'FI'),
  FR: plain(5, 'F'),
  GB: { code: britain, written: '$1 $2' },
  GG: { code: /^(GY\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  GR: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', mark: 'GR' },
  HR: plain(5, 'HR'),
  IE: { code: /^([AC-FHKNPRTV-Y]\d[\dW])([\dAC-FHKNPRTV-Y]{4})$/, written: '$1 $2' },
  IM: { code: /^(IM\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  IT: plain(5, 'I'),
  JE: { code: /^(JE\d\d?)(\d[A-Z]{2})$/, written: '$1 $2' },
  JP: { code: /^(\d{3})(\d{4})$/, written: '$1-$2' },
  LI: { code: /^(94(?:8[5-9]|9\d))$/, written: '$1', mark: 'FL' },
  LT: { code: /^(\d{5})$/, written: 'LT-$1', mark: 'LT' },
  LU: plain(4, 'L'),
  LV: { code: /^(\d{4})$/, written: 'LV-$1', mark: 'LV' },
  MC: { code: /^(980\d{2})$/, written: '$1', mark: 'MC' },
  MT: { code: /^([A-Z]{3})(\d{4})$/, written: '$1 $2' },
  NL: { code: /^([1-9]\d{3})([A-Z]{2})$/, written: '$1 $2', mark: 'NL' },
  NO: plain(4, 'N'),
  PL: { code: /^(\d{2})(\d{3})$/, written: '$1-$2', mark: 'PL' },
  PT: { code: /^(\d{4})(\d{3})$/, written: '$1-$2', mark: 'P' },
  SE: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', mark: 'S' },
  SI: plain(4, 'SI'),
  SK: { code: /^(\d{3})(\d{2})$/, written: '$1 $2', mark: 'SK' },
  US: { code: /^(\d{5})(?:(\d{4}))?$/, written: '$1-$2' },
};

/** Countries whose codes have more forms than those that `postcode-validator` knows, older ones or newer ones. */
const otherForms = ['AR', 'AZ', 'CL', 'CR', 'KH', 'KR', 'KZ', 'MV', 'PE', 'PY', 'SA', 'TW', 'VE'];

/** Whether an address of a country needs a postal code. Ireland's post brings what has none. */
export function needsPostalCode(country: string): boolean {
  return country in forms && country !== 'IE';
}

/**
 * A postal code as its country writes it, whatever spaces, dashes and letters of either case it was given with; undefined
 * for what is none there. Of countries whose form is not known, and of those that have no codes though forms of shops ask
 * for one (`00000`), letters and digits are kept as they are given.
 */
export function readPostalCode(given: string, country: string): string | undefined {
  const text = given.normalize('NFKC').toUpperCase().trim().replace(/\s+/g, ' ');
  const form = forms[country];
  if (!form) return readOther(text, country);
  if (!/^[A-Z\d\s〒‐-―−ー-]*$/.test(text)) return undefined;
  const bare = text.replace(/[^A-Z\d]/g, '');
  const marks = ['', form.mark ?? '', country].filter((mark) => bare.startsWith(mark));
  const code = marks.map((mark) => bare.slice(mark.length)).find((rest) => form.code.test(rest));
  return code?.replace(form.code, form.written).replace(/-$/, '');
}

function readOther(text: string, country: string): string | undefined {
  const isCode = /^(?=.*\d)[A-Z\d](?:[ -]?[A-Z\d]){1,11}$/.test(text);
  if (!isCode || !postcodeValidatorExistsForCountry(country) || otherForms.includes(country)) {
    return isCode ? text : undefined;
  }
  const local = text.replace(/^[A-Z]{1,3}[ -](?=\d)/, '');
  return [text, local, local.replace(/[ -]/g, '')].find((code) => postcodeValidator(code, country));
}
