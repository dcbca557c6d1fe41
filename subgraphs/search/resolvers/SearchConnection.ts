import type { SearchConnectionResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { FoundProducts } from '../query/search.ts';

/** A page of hits: what costs further calls is read when it is selected. */
export const SearchConnection: ResolversOver<FoundProducts, SearchConnectionResolvers> = {
  alternatives: ({ readAlternatives }) => readAlternatives(),
};
