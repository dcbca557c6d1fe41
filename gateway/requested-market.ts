import type { IncomingMessage } from 'node:http';
import { acceptedLanguage } from '#kit/graph/languages/accept-language.ts';
import {
  joinMarkets,
  type LocalizedMarket,
  type Market,
  marketError,
  marketHeaders,
  marketOf,
  readMarket,
  readMarketPart,
} from '#kit/graph/market.ts';

/**
 * The market that a request names: by headers, and by the parameters `country`, `currency` and `language` of its URL,
 * which shared caches keep apart. Throws BAD_USER_INPUT, HTTP status 400, for a malformed or repeated value, and where both differ.
 */
export function requestedMarket({ headers, url = '' }: IncomingMessage): Market {
  const byHeaders = readMarket((name) => headers[name]?.toString());
  if (!/[?&](country|currency|language)=/.test(url)) return byHeaders;
  const search = new URLSearchParams(url.slice(url.indexOf('?')));
  const byUrl = marketOf((part) => {
    const [value, ...more] = search.getAll(part);
    if (more.length > 0) throw marketError(`The parameter \`${part}\` must be given once.`, part);
    return readMarketPart(part, value, { subject: `The parameter \`${part}\``, argument: part });
  });
  return joinMarkets(byHeaders, byUrl, (part) => [
    part,
    `The parameter \`${part}\` and the header ${marketHeaders[part]}`,
  ]);
}

/**
 * The market of a request. A client that names a country or a currency means that alone; otherwise those of the visitor are
 * used, as the edge reports them. The language is the one that the client names, or that of the visitor, or else the one that
 * the client accepts.
 */
export function marketFor(named: Market, visitor: Market = {}, acceptLanguage: string | undefined): LocalizedMarket {
  const { country, currency } = named.country || named.currency ? named : visitor;
  return {
    ...(country && { country }),
    ...(currency && { currency }),
    language: named.language ?? visitor.language ?? acceptedLanguage(acceptLanguage),
  };
}
