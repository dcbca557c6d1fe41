import type { Resolvers } from '#generated/search.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { portOf } from '#subgraphs/registry.ts';
import { searchShape } from './config.ts';
import { createServices, type SearchServices } from './context.ts';
import { connectEngine } from './meilisearch/client.ts';
import { createNoteSearch } from './report/note-search.ts';
import { createPopularQueries } from './report/popular-queries.ts';
import { createSearchCounts } from './report/search-counts.ts';
import { Category } from './resolvers/Category.ts';
import { Collection } from './resolvers/Collection.ts';
import { Product } from './resolvers/Product.ts';
import { Query } from './resolvers/Query.ts';
import { SearchConnection } from './resolvers/SearchConnection.ts';

const resolvers: Resolvers = { ...scalars, Query, Product, Collection, Category, SearchConnection };

/** Search: products by words and facets, from Meilisearch; what was searched is counted in Redis. */
export const search: Subgraph<SearchServices> = {
  name: 'search',
  port: portOf('search'),
  resolvers,
  open(env, log) {
    const config = readConfig('search subgraph', searchShape, env);
    const engine = connectEngine(config);
    const redis = openRedis(config.REDIS_URL, 'axiom-search', log);
    const counts = createSearchCounts(redis, config.SEARCH_REQUEST_TOKEN_KEY);
    /** The same for all requests. */
    const shared = {
      counts,
      noteSearch: createNoteSearch(counts, log),
      popularQueries: createPopularQueries(counts),
    };
    return {
      context: (request) => createServices(engine.within(request.signal), request, shared),
      // Without Redis, searches work and are not counted.
      check: engine.check,
      close: async () => redis.disconnect(),
    };
  },
};

if (import.meta.main) await run(search);
