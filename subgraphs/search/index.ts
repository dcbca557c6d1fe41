import type { Resolvers } from '#generated/search.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { portOf } from '#subgraphs/registry.ts';
import { searchShape } from './config.ts';
import { createServices, type SearchServices } from './context.ts';
import { connectEngine } from './meilisearch/client.ts';
import { Category } from './resolvers/Category.ts';
import { Collection } from './resolvers/Collection.ts';
import { Product } from './resolvers/Product.ts';
import { Query } from './resolvers/Query.ts';
import { SearchConnection } from './resolvers/SearchConnection.ts';

const resolvers: Resolvers = { ...scalars, Query, Product, Collection, Category, SearchConnection };

/** Search: products by words and facets, from Meilisearch. */
export const search: Subgraph<SearchServices> = {
  name: 'search',
  port: portOf('search'),
  resolvers,
  open(env) {
    const engine = connectEngine(readConfig('search subgraph', searchShape, env));
    return {
      context: (request) => createServices(engine.within(request.signal), request),
      check: engine.check,
      close: async () => {},
    };
  },
};

if (import.meta.main) await run(search);
