import DataLoader from 'dataloader';
import type { Market } from '#kit/graph/market.ts';
import type { Markets } from './indexing/document.ts';
import type { Engine } from './meilisearch/client.ts';
import { relatedTo, type Wanted } from './query/related.ts';

/** What one request carries. */
export interface Context {
  engine: Engine;
  /** The currency of the request's market; BACKEND_UNAVAILABLE before the index is first built. */
  currency(): Promise<string>;
  /** Ids of the products related to one; all that are asked for within one tick take two calls together. */
  related: DataLoader<Wanted, string[], string>;
}

/** The context of one request, over the engine within its signal. */
export function contextOver(engine: Engine, { country, currency }: Market): Context {
  return {
    engine,
    async currency() {
      const inMarkets = ({ currencies, currencyOf }: Markets) =>
        currency && currencies.includes(currency) ? currency : country && currencyOf[country];
      const markets = await engine.markets((known) => !(country || currency) || inMarkets(known) !== undefined);
      return inMarkets(markets) || markets.defaultCurrency;
    },
    related: new DataLoader((wanted) => relatedTo(wanted, engine), {
      cacheKeyFn: ({ id, first }) => `${first} ${id}`,
      maxBatchSize: 50,
    }),
  };
}
