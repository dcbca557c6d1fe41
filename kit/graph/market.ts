import { graphError } from './errors.ts';

/** The requested country and currency; commerce uses its default for a missing one. */
export interface Market {
  /** ISO 3166-1 alpha-2, upper case. */
  country?: string;
  /** ISO 4217, upper case. */
  currency?: string;
}

/** The headers with the market, set by the edge or by the client. */
export const marketHeaders = { country: 'x-axiom-country', currency: 'x-axiom-currency' } as const;

/** Reads the market from request headers, given by lower-case name. Throws BAD_USER_INPUT, HTTP status 400, for a malformed value. */
export function readMarket(header: (name: string) => string | undefined): Market {
  const country = read(header, marketHeaders.country, /^[A-Z]{2}$/, 'two letters such as FR');
  const currency = read(header, marketHeaders.currency, /^[A-Z]{3}$/, 'three letters such as EUR');
  return { ...(country && { country }), ...(currency && { currency }) };
}

function read(header: (name: string) => string | undefined, name: string, form: RegExp, hint: string) {
  const value = header(name)?.trim().toUpperCase();
  if (!value) return undefined;
  if (!form.test(value)) {
    throw graphError('BAD_USER_INPUT', `The header ${name} must be ${hint}.`, {
      argument: name,
      http: { status: 400 },
    });
  }
  return value;
}
