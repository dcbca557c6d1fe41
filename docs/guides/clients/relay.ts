import { Environment, type FetchFunction, type GraphQLResponse, Network, RecordSource, Store } from 'relay-runtime';

/** An environment for the graph. `headers` contain the market and, after sign-in, the token. */
export function createRelayEnvironment(
  url = 'http://localhost:4000/graphql',
  headers: Record<string, string> = { 'x-axiom-country': 'FR' },
): Environment {
  const send: FetchFunction = async ({ text: query }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  };
  return new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });
}
