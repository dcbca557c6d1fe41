import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type TypePolicies } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { connectionFields, mergedTypes, possibleTypes } from './graph-cache.ts';

/** A cache with settings for interfaces, paginated lists, and objects without an id. */
export function createCache(): InMemoryCache {
  const typePolicies: TypePolicies = Object.fromEntries(mergedTypes.map((type) => [type, { merge: true }]));
  for (const [type, fields] of Object.entries(connectionFields)) {
    const pages = Object.entries(fields).map(([field, keyArgs]) => [field, relayStylePagination(keyArgs)]);
    typePolicies[type] = { ...typePolicies[type], fields: Object.fromEntries(pages) };
  }
  return new InMemoryCache({ possibleTypes, typePolicies });
}

/**
 * A client for one market, which is in the URL, so that CDNs keep responses of each market apart. Queries use GET with
 * their hash only, after the server has received their text once.
 */
export function createApolloClient(uri = 'http://localhost:4000/graphql', country = 'FR'): ApolloClient {
  const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries: true });
  const http = new HttpLink({ uri: `${uri}?country=${country}` });
  return new ApolloClient({ cache: createCache(), link: ApolloLink.from([persisted, http]) });
}

export const firstQuery = gql`
  query Product($handle: String!) {
    product(handle: $handle) {
      id
      title
      priceRange {
        min {
          amount
          currencyCode
        }
      }
    }
  }
`;

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
