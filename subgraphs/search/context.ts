import DataLoader from 'dataloader';
import type { Market } from '#kit/graph/market.ts';
import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import { batched } from './meilisearch/batches.ts';
import type { Engine } from './meilisearch/client.ts';
import type { Markets } from './meilisearch/records.ts';
import { type RelatedRequest, relatedTo } from './query/related.ts';

/** What the subgraph adds to the context of one request. */
export interface SearchServices {
  engine: Engine;
  /** The currency of the request's market. Rejects with BACKEND_UNAVAILABLE before the index is first built. */
  currency(): Promise<string>;
  /** Ids of the products related to one. All requests within one tick cost two calls together. */
  related: DataLoader<RelatedRequest, string[], string>;
}

/** The context of one request. */
export type Context = ContextOf<SearchServices>;

/** Creates the services of one request over an engine that is bound to the request's signal. */
export function createServices(unbatched: Engine, { country, currency }: Market): SearchServices {
  const engine = batched(unbatched);
  return {
    engine,
    async currency() {
      const inMarkets = ({ currencies, currencyOf }: Markets) =>
        currency && currencies.includes(currency) ? currency : country && currencyOf[country];
      const markets = await engine.markets((known) => !(country || currency) || inMarkets(known) !== undefined);
      return inMarkets(markets) || markets.defaultCurrency;
    },
    related: new DataLoader((requests) => relatedTo(requests, engine), {
      cacheKeyFn: ({ id, first }) => `${first} ${id}`,
      maxBatchSize: 50,
    }),
  };
}
