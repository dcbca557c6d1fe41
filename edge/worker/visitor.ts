import { readCookies } from './cookies.ts';
import { acceptedLanguage, languages } from './languages.ts';
import type { Markets } from './markets.ts';

/** What the edge knows about the visitor that sent a request. */
export interface Visitor {
  /** ISO 3166-1 alpha-2, upper case; undefined when it is unknown, as for the Tor network. */
  country?: string;
  /** Whether the visitor chose the country; otherwise it follows from the address. */
  isChosen: boolean;
  /** ISO 4217, upper case; undefined when AXIOM does not sell to the country. */
  currency?: string;
  /** The language of AXIOM that the visitor chose, or else the one that the browser prefers, such as `FR`. */
  language: string;
  /** The position in whole degrees, so that it names no household. */
  position?: { latitude: number; longitude: number };
  /** The visitor's number in experiments, 0 to 99; undefined for clients that are not browsers. */
  bucket?: number;
  /** Whether the browser does not have the number yet. */
  isBucketNew: boolean;
}

/** The cookie with the country that the visitor chose. */
export const marketCookie = 'axiom_market';

/** The cookie with the language that the visitor chose. */
export const languageCookie = 'axiom_language';

/** The cookie with the visitor's number in experiments. It is drawn at random and identifies no one. */
export const bucketCookie = 'axiom_bucket';

/**
 * The visitor of a request: the country from the cookie if AXIOM sells to it, otherwise from the address; the language from
 * the cookie if AXIOM has it, otherwise from the browser. Cloudflare reports `T1` for the Tor network and `XX` for unknown countries.
 */
export function visitorOf(
  request: Request<unknown, IncomingRequestCfProperties>,
  markets: Markets | undefined,
): Visitor {
  const { cf, headers } = request;
  const cookies = readCookies(headers.get('cookie'));
  const chosen = cookies.get(marketCookie);
  // The gateway checks a choice that was made while the markets were known.
  const isChosen = chosen !== undefined && (markets?.has(chosen) ?? /^[A-Z]{2}$/.test(chosen));
  const country = isChosen ? chosen : countryOf(cf?.country);
  const currency = country && markets?.get(country);
  const named = cookies.get(languageCookie) ?? '';
  const language = languages.includes(named) ? named : acceptedLanguage(headers.get('accept-language'));
  const position = positionOf(cf?.latitude, cf?.longitude);
  const stored = /^\d{1,2}$/.exec(cookies.get(bucketCookie) ?? '')?.[0];
  // Browsers send this header with every request. Other clients do not keep cookies, so their number would change.
  const isBrowser = headers.has('sec-fetch-mode');
  const bucket = stored !== undefined ? Number(stored) : isBrowser ? randomBucket() : undefined;
  return {
    ...(country && { country }),
    isChosen,
    ...(currency && { currency }),
    language,
    ...(position && { position }),
    ...(bucket !== undefined && { bucket }),
    isBucketNew: bucket !== undefined && stored === undefined,
  };
}

function countryOf(reported: string | undefined): string | undefined {
  return reported !== undefined && /^[A-Z]{2}$/.test(reported) && reported !== 'XX' ? reported : undefined;
}

function positionOf(latitude: unknown, longitude: unknown): Visitor['position'] {
  const [north, east] = [latitude, longitude].map((text) => Math.round(Number.parseFloat(String(text))) + 0);
  if (north === undefined || east === undefined) return undefined;
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { latitude: north, longitude: east } : undefined;
}

function randomBucket(): number {
  // The rest of a division by 100 of a 32-bit number is uniform enough: the bias is below one in ten million.
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) % 100;
}
