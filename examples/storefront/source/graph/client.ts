import { Client, cacheExchange, fetchExchange } from 'urql';
import type { Locale } from '../locale/locale.ts';

/**
 * A client for one market, language and viewer: its cache contains prices and texts of that locale. Another locale, a sign-in or a
 * sign-out needs another client. The session is a cookie of this origin.
 */
export function createClient({ country, language }: Locale): Client {
  return new Client({
    url: '/graphql',
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { 'x-axiom-country': country, 'x-axiom-language': language } },
  });
}
