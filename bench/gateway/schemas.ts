import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { resolvers } from './resolvers.ts';

/** The names of the subgraphs of the benchmark. */
export const subgraphs = Object.keys(resolvers) as (keyof typeof resolvers)[];

/** The executable schema of each subgraph, by name. */
export async function subgraphSchemas(): Promise<Record<string, GraphQLSchema>> {
  const schemas = subgraphs.map(async (name) => {
    const schema = buildSubgraphSchema([{ typeDefs: await typeDefsOf(name), resolvers: resolvers[name] }]);
    return [name, schema] as const;
  });
  return Object.fromEntries(await Promise.all(schemas));
}

/** The supergraph of the subgraphs at `<url>/<name>`. Throws where it does not compose. */
export async function supergraphOver(url: string): Promise<string> {
  const services = await Promise.all(
    subgraphs.map(async (name) => ({ name, url: `${url}/${name}`, typeDefs: await typeDefsOf(name) })),
  );
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'The supergraph of the benchmark does not compose.');
  return supergraphSdl;
}

async function typeDefsOf(name: string): Promise<DocumentNode> {
  return parse(await readFile(join(import.meta.dirname, `schema/${name}.graphql`), 'utf8'));
}
