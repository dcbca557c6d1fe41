import { decimalsOf, withLatinYen } from '#kit/graph/currency.ts';
import { type Language, languages } from '#kit/graph/languages/language.ts';

/** The names of countries, currencies and languages by the Unicode CLDR, in one language. */
interface Names {
  countries: Intl.DisplayNames;
  currencies: Intl.DisplayNames;
  languages: Intl.DisplayNames;
  collator: Intl.Collator;
}

const namesIn = Object.fromEntries(languages.map((language) => [language, namesOf(language)])) as Record<
  Language,
  Names
>;

/** A currency with the digits after the decimal separator in amounts, which are those of `Money.amount`. */
interface NamedCurrency {
  isoCode: string;
  name: string;
  symbol: string;
  fractionDigits: number;
}

/** A currency by its ISO 4217 code, with its name and its short symbol; each is the code where there is none. */
export function currencyIn(code: string, language: Language): NamedCurrency {
  const key = `${language} ${code}`;
  const known = currencies.get(key) ?? nameCurrency(code, language);
  // The codes are those of the store's regions, so there are few of them.
  currencies.set(key, known);
  return known;
}

/** By language and code: a number format is slow to make. */
const currencies = new Map<string, NamedCurrency>();

function nameCurrency(code: string, language: Language): NamedCurrency {
  const format = new Intl.NumberFormat(language.toLowerCase(), {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
  });
  return {
    isoCode: code,
    name: nameIn(namesIn[language].currencies, code) ?? code,
    symbol: withLatinYen(format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? code),
    fractionDigits: decimalsOf(code),
  };
}

/** The languages of AXIOM with their names in one of them, and in themselves. */
export function languagesIn(language: Language): { isoCode: Language; name: string; endonym: string }[] {
  const nameOf = (code: Language, by: Language) => nameIn(namesIn[by].languages, code.toLowerCase()) ?? code;
  return languages.map((isoCode) => ({
    isoCode,
    name: nameOf(isoCode, language),
    endonym: nameOf(isoCode, isoCode),
  }));
}

/** The countries with their names in a language, in the order of these. */
export function countriesIn<Country extends { code: string; name: string }>(
  countries: readonly Country[],
  language: Language,
): Country[] {
  const { compare } = namesIn[language].collator;
  return countries.map((country) => countryIn(country, language)).sort((one, other) => compare(one.name, other.name));
}

/** A country with its name in a language. It keeps its own where it has none there. */
export function countryIn<Country extends { code: string; name: string }>(
  country: Country,
  language: Language,
): Country {
  return { ...country, name: nameIn(namesIn[language].countries, country.code) ?? country.name };
}

function namesOf(language: Language): Names {
  const locale = language.toLowerCase();
  const of = (type: 'region' | 'currency' | 'language') => new Intl.DisplayNames(locale, { type, fallback: 'none' });
  return {
    countries: of('region'),
    currencies: of('currency'),
    languages: of('language'),
    collator: new Intl.Collator(locale),
  };
}

/** A code of another form has no name. */
function nameIn(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}
