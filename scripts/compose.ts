import { readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { subgraphs } from '#subgraphs/registry.ts';
import { mistakesInCacheHints } from './compose/cache-hints.ts';
import { clientCacheModule } from './compose/client-cache.ts';
import { withErrorTables } from './compose/error-tables.ts';

/** Expected hints: identity's `Node` has a hidden key and no `id`, so that it cannot answer for entities of others (docs/decisions/0017). */
const isExpected = /^Field "Node\.(id|nodeId)" of interface type "Node" is defined in some but not all subgraphs/;

const schemaFolder = new URL('../schema/', import.meta.url);

/**
 * Composes the schemas of the registered subgraphs into supergraph SDL. Throws with every error, every hint of composition that is not
 * expected, and every mistake in the cache hints.
 */
export async function compose(): Promise<string> {
  const shared = await readFile(new URL('shared.graphql', schemaFolder), 'utf8');
  const services = await Promise.all(
    subgraphs.map(async ({ name, port, cacheTags }) => {
      const sdl = await readFile(new URL(`${name}.graphql`, schemaFolder), 'utf8');
      return { name, url: `http://127.0.0.1:${port}/graphql`, typeDefs: parse(shared + sdl), cacheTags };
    }),
  );
  const { errors, hints, supergraphSdl } = composeServices(services);
  const found = [...(errors ?? []), ...(hints ?? [])].map(({ message }) => message);
  const problems = [...found.filter((message) => !isExpected.test(message)), ...mistakesInCacheHints(services)];
  if (problems.length > 0 || !supergraphSdl) throw new Error(['Composition failed:', ...problems].join('\n\n'));
  return supergraphSdl;
}

/** `npm run compose`: writes the supergraph, the settings that client caches need for it, and the tables of error codes. */
if (import.meta.main) {
  try {
    const supergraph = await compose();
    await writeFile(new URL('supergraph.graphql', schemaFolder), supergraph);
    const { schema } = await validateSupergraph(supergraph);
    await writeFile(new URL('../docs/guides/clients/graph-cache.ts', import.meta.url), clientCacheModule(schema));
    const page = new URL('../docs/guides/errors.md', import.meta.url);
    await writeFile(page, withErrorTables(await readFile(page, 'utf8'), schema));
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
