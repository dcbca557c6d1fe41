import { Client, fetchExchange } from '@urql/core';
import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { connectionFields, embeddedTypes } from './graph-cache.ts';

/** A client with a normalized cache. `schema` is the introspection result, for optional fields and fragments. */
export function createUrqlClient(url = 'http://localhost:4000/graphql', schema?: CacheExchangeOpts['schema']): Client {
  const keys = Object.fromEntries(embeddedTypes.map((type) => [type, () => null]));
  const resolvers = Object.fromEntries(
    Object.entries(connectionFields).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.keys(fields).map((field) => [field, relayPagination()])),
    ]),
  );
  return new Client({
    url,
    exchanges: [cacheExchange({ schema, keys, resolvers }), fetchExchange],
    preferGetMethod: 'within-url-limit',
  });
}
