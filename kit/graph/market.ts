import type { GraphQLError } from 'graphql';
import { graphError } from './errors.ts';
import { type Language, languages } from './languages/language.ts';

/** The requested country, currency and language; commerce uses its default for a missing country or currency. */
export interface Market {
  /** ISO 3166-1 alpha-2, upper case. */
  country?: string;
  /** ISO 4217, upper case. */
  currency?: string;
  /** English where it is missing. */
  language?: Language;
}

/** A market with its language. */
export type LocalizedMarket = Market & { language: Language };

/** A place on earth, in whole degrees, so that it names no household. */
export interface Position {
  /** -90 to 90. */
  latitude: number;
  /** -180 to 180. */
  longitude: number;
}

/** The headers with the market, set by the edge or by the client. */
export const marketHeaders = {
  country: 'x-axiom-country',
  currency: 'x-axiom-currency',
  language: 'x-axiom-language',
} as const;

/** Reads the market from request headers, given by lower-case name. Throws BAD_USER_INPUT, HTTP status 400, for a malformed value. */
export function readMarket(header: (name: string) => string | undefined): Market {
  return marketOf((part) => {
    const name = marketHeaders[part];
    return readMarketPart(part, header(name), { subject: `The header ${name}`, argument: name });
  });
}

/** The market with the parts that `read` returns. */
export function marketOf(read: (part: keyof Market) => string | undefined): Market {
  const [country, currency, language] = [read('country'), read('currency'), read('language')];
  return {
    ...(country && { country }),
    ...(currency && { currency }),
    ...(language && { language: language as Language }),
  };
}

/**
 * Reads one part of a market, in any case; undefined where it is missing or empty. Throws BAD_USER_INPUT, HTTP status 400,
 * for a malformed value; `source` names it in the error.
 */
export function readMarketPart(
  part: keyof Market,
  text: string | undefined,
  source: { subject: string; argument: string },
): string | undefined {
  const value = text?.trim().toUpperCase();
  if (!value) return undefined;
  const { form, hint } = forms[part];
  if (form.test(value)) return value;
  throw marketError(`${source.subject} must be ${hint}.`, source.argument);
}

/**
 * The parts of both markets. Throws BAD_USER_INPUT, HTTP status 400, for a part that differs; `describe`: its argument, and
 * what differs.
 */
export function joinMarkets(
  one: Market,
  other: Market,
  describe: (part: keyof Market) => [argument: string, subject: string],
): Market {
  return marketOf((part) => {
    if (one[part] === undefined || other[part] === undefined || one[part] === other[part])
      return other[part] ?? one[part];
    const [argument, subject] = describe(part);
    throw marketError(`${subject} must not differ.`, argument);
  });
}

/** BAD_USER_INPUT, HTTP status 400, for a market that cannot be used. */
export function marketError(message: string, argument: string): GraphQLError {
  return graphError('BAD_USER_INPUT', message, { argument, http: { status: 400 } });
}

const forms = {
  country: { form: /^[A-Z]{2}$/, hint: 'two letters such as FR' },
  currency: { form: /^[A-Z]{3}$/, hint: 'three letters such as EUR' },
  language: { form: new RegExp(`^(${languages.join('|')})$`), hint: `one of ${languages.join(', ')}` },
};
