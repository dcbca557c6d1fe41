import { GraphQLClient, gql } from 'graphql-request';

/** A client for one market. With `method: 'GET'` it sends queries by GET. */
export function createGraphQLClient(
  url = 'http://localhost:4000/graphql',
  method: 'GET' | 'POST' = 'POST',
): GraphQLClient {
  return new GraphQLClient(url, { method, headers: { 'x-axiom-country': 'FR' } });
}

export const firstQuery = gql`
  query Product($handle: String!) {
    product(handle: $handle) {
      id
      title
    }
  }
`;
