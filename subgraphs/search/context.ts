import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { defaultLanguage } from '#kit/graph/languages/language.ts';
import type { ContextOf, SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { batched, inLanguage } from './meilisearch/batches.ts';
import type { Engine } from './meilisearch/client.ts';
import type { Markets } from './meilisearch/records.ts';
import { type RelatedRequest, relatedTo } from './query/related.ts';
import type { SearchMarket } from './query/search.ts';
import type { NoteSearch } from './report/note-search.ts';
import type { PopularQueries } from './report/popular-queries.ts';
import type { SearchCounts } from './report/search-counts.ts';

/** Services without anything of one request. */
export interface SharedServices {
  counts: SearchCounts;
  noteSearch: NoteSearch;
  popularQueries: PopularQueries;
}

/** What the subgraph adds to the context of one request. */
export interface SearchServices extends SharedServices {
  engine: Engine;
  /**
   * The currency of the request's market, and the engine in its language. While that language has no index, it is the English
   * one, which is reported as a fallback of the field. Rejects with BACKEND_UNAVAILABLE before the index is first built.
   */
  market(info: GraphQLResolveInfo): Promise<SearchMarket>;
  /** Ids of the products related to one. All requests within one tick cost two calls together. */
  related: DataLoader<RelatedRequest, string[], string>;
}

/** The context of one request. */
export type Context = ContextOf<SearchServices>;

/** Creates the services of one request over an engine that is bound to the request's signal. */
export function createServices(
  unbatched: Engine,
  request: Pick<SubgraphRequest, 'market' | 'fallbacks'>,
  shared: SharedServices,
): SearchServices {
  const engine = batched(unbatched);
  const { country, currency, language } = request.market;
  const inMarkets = ({ currencies, currencyOf }: Markets) =>
    currency && currencies.includes(currency) ? currency : country && currencyOf[country];
  const hasLanguage = ({ languages }: Markets) => languages?.includes(language) ?? language === defaultLanguage;
  const isEnough = (known: Markets) => (!(country || currency) || inMarkets(known) !== undefined) && hasLanguage(known);
  return {
    ...shared,
    engine,
    async market(info) {
      const markets = await engine.markets(isEnough);
      if (!hasLanguage(markets)) reportFallback(request, info);
      return {
        engine: hasLanguage(markets) ? inLanguage(engine, language) : engine,
        currency: inMarkets(markets) || markets.defaultCurrency,
        country: country ?? null,
      };
    },
    related: new DataLoader((requests) => relatedTo(requests, engine), {
      cacheKeyFn: ({ id, first }) => `${first} ${id}`,
      maxBatchSize: 50,
    }),
  };
}
