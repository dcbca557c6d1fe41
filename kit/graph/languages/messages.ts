import { decimalsOf, withLatinYen } from '../currency.ts';
import type { Language } from './language.ts';

/**
 * The messages of a subgraph in one language, by their keys: a text, or a function that writes one with values. Values are
 * written by `Writer`, never by themselves.
 */
export type MessageTexts = Record<string, string | ((values: never, write: Writer) => string)>;

/** The same messages in another language: a key or a value that is missing fails the type check. */
export type SameMessages<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends (values: infer Values, write: Writer) => string
    ? (values: Values, write: Writer) => string
    : string;
};

/**
 * A message in no language yet: its key, or its key and its values. It is plain data, so that it can be stored with what it
 * belongs to.
 */
export type Message<Texts> = {
  [Key in keyof Texts]: Texts[Key] extends (values: infer Values, write: Writer) => string
    ? readonly [key: Key, values: Values]
    : Key;
}[keyof Texts];

/** An amount of money as in the type `Money`. */
export interface MoneyValue {
  /** A decimal number, such as `1234.50`. */
  amount: string;
  /** ISO 4217. */
  currencyCode: string;
}

/** Writes values as a language does, by CLDR. */
export interface Writer {
  number(value: number): string;
  /** With the symbol of the currency and as many decimals as it has. */
  money(value: MoneyValue): string;
  /** With the code of the currency in place of its symbol, for documents and mail. Its spaces are U+00A0, so that no line breaks in it. */
  price(value: MoneyValue): string;
  /** The number of an amount alone, with as many decimals as its currency has, and spaces as in `price`. */
  amount(value: MoneyValue): string;
  /** A day such as `27 November 2026`, of a date or of a time in UTC. */
  day(at: string): string;
  /** A time in UTC such as `27 November 2026 at 04:05 UTC`. */
  time(at: string): string;
  /** The name of the country with this code of ISO 3166-1 alpha-2; the code itself where it is no country. */
  country(code: string): string;
  /** A list whose items all apply: `a, b and c`. */
  list(items: readonly string[]): string;
  /** The form for this number; `other` where the language's form is not given. */
  plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string;
}

/** The writer of each language. */
export const writers: Readonly<Record<Language, Writer>> = {
  EN: createWriter('en', 'en-GB'),
  FR: createWriter('fr'),
  JA: createWriter('ja'),
  IT: createWriter('it'),
};

/** A function that writes a message in a language. English has the keys that the other languages must have. */
export function sayIn<Texts extends MessageTexts>(
  texts: Readonly<Record<Language, SameMessages<Texts>>>,
): (message: Message<Texts>, language: Language) => string {
  return (message, language) => {
    const [key, values] = (Array.isArray(message) ? message : [message]) as [keyof Texts, unknown];
    const text = texts[language][key] as string | ((values: unknown, write: Writer) => string);
    return typeof text === 'string' ? text : text(values, writers[language]);
  };
}

/** Writes texts and values in one language. */
export interface Speaker<Texts> {
  language: Language;
  say(message: Message<Texts>): string;
  write: Writer;
}

/** What writes in a language, for texts that are in another one than that of the request. */
export function speakersIn<Texts extends MessageTexts>(
  texts: Readonly<Record<Language, SameMessages<Texts>>>,
): (language: Language) => Speaker<Texts> {
  const say = sayIn<Texts>(texts);
  return (language) => ({ language, say: (message) => say(message, language), write: writers[language] });
}

/** With the no-break space that every font has; the narrow one is missing in some. */
function onOneLine(number: string): string {
  return number.replace(/\s/g, '\u00a0');
}

/** `dayLocale`: the locale of days, where AXIOM writes them in another form than the language does by default. */
function createWriter(locale: string, dayLocale = locale): Writer {
  const numbers = new Intl.NumberFormat(locale);
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const rules = new Intl.PluralRules(locale);
  const times = new Intl.DateTimeFormat(dayLocale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const days = new Intl.DateTimeFormat(dayLocale, { dateStyle: 'long', timeZone: 'UTC' });
  // A string is formatted exactly, without rounding to a floating-point number (ECMA-402, `toIntlMathematicalValue`).
  const format = ({ amount, currencyCode }: MoneyValue, options: Intl.NumberFormatOptions = {}) => {
    const decimals = decimalsOf(currencyCode);
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(locale, { ...options, currency: currencyCode, ...digits }).format(
      amount as `${number}`,
    );
  };
  return {
    number: (value) => numbers.format(value),
    money: (value) => withLatinYen(format(value, { style: 'currency' })),
    price: (value) => onOneLine(format(value, { style: 'currency', currencyDisplay: 'code' })),
    amount: (value) => onOneLine(format(value)),
    day: (at) => days.format(new Date(at)),
    time: (at) => `${times.format(new Date(at))} UTC`,
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    list: (items) => lists.format(items),
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
  };
}
