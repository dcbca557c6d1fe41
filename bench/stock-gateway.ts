import { readFile } from 'node:fs/promises';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse, print } from 'graphql';
import { withoutAccess } from '#gateway/policy/access-directives.ts';
import { createRequestSigner, encodeContext, requestTokenHeader } from '#kit/graph/request-token.ts';
import { anonymous } from '#kit/graph/viewer.ts';

/**
 * The baseline: @apollo/gateway as its documentation sets it up, standalone server and default data source, over the
 * same subgraphs. Started by the benchmarks with PORT and the addresses and request token keys of the subgraphs. It has no
 * viewers and no rules, but signs its requests, because subgraphs reject unsigned ones.
 */
const supergraph = parse(await readFile(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8'));
const gateway = new ApolloGateway({
  supergraphSdl: print(withoutAccess(supergraph)),
  buildService: ({ name }) => signing(name),
});
const server = new ApolloServer({ gateway });
await startStandaloneServer(server, { listen: { port: Number(process.env.PORT), host: '127.0.0.1' } });

function signing(name: string): RemoteGraphQLDataSource {
  const url = process.env[`${name.toUpperCase()}_URL`] as string;
  const sign = createRequestSigner(process.env[`${name.toUpperCase()}_REQUEST_TOKEN_KEY`] as string, name);
  const source = new RemoteGraphQLDataSource({ url });
  const { fetcher } = source;
  const context = encodeContext({ requestId: 'bench', viewer: anonymous, market: {}, client: {} });
  source.fetcher = (to, init) => {
    const request = { method: 'POST', path: new URL(url).pathname, body: String(init?.body) };
    return fetcher(to, { ...init, headers: { ...init?.headers, [requestTokenHeader]: sign(request, context) } });
  };
  return source;
}
