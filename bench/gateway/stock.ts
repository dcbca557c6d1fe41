import { readFile } from 'node:fs/promises';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** The baseline: @apollo/gateway as its documentation sets it up, for the supergraph of SUPERGRAPH_FILE, at PORT. */
const supergraphSdl = await readFile(process.env.SUPERGRAPH_FILE as string, 'utf8');
const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
await startStandaloneServer(server, { listen: { port: Number(process.env.PORT), host: '127.0.0.1' } });
