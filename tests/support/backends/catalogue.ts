import { buffer } from 'node:stream/consumers';
import type { Market } from '#kit/graph/market.ts';
import { testKey } from '#kit/graph/request-token.fixture.ts';
import { createRequestVerifier, requestTokenHeader } from '#kit/graph/request-token.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';

/** A variant with its prices by currency; the first is the default. */
export interface TestVariant {
  id: string;
  isAvailable: boolean;
  prices: Record<string, string>;
}

/** The products of a test by their ids; `titles` by the languages other than English. */
export type TestProducts = Map<string, { title: string; titles?: Record<string, string>; variants: TestVariant[] }>;

/**
 * A commerce subgraph that answers only the queries of identity: products and variants with their prices in the requested
 * currency and language. It verifies request tokens, and counts the calls.
 */
export async function startTestCatalogue() {
  const products: TestProducts = new Map();
  const state = { calls: 0, isDown: false };
  const verify = createRequestVerifier(testKey, 'commerce');

  const server = await listen(
    async (request, response) => {
      state.calls += 1;
      if (state.isDown) {
        response.destroy();
        return;
      }
      const body = await buffer(request);
      const path = request.url ?? '/';
      const token = request.headers[requestTokenHeader] as string;
      const { market } = verify(token, { method: request.method ?? '', path, body });
      const entities = JSON.parse(body.toString()).variables.representations.map(
        ({ __typename, id }: { __typename: string; id: string }) => {
          if (__typename === 'Product') return productOf(id, market);
          const [owner] = [...products].find(([, { variants }]) => variants.some((variant) => variant.id === id)) ?? [];
          return owner === undefined ? null : { id, product: productOf(owner, market) };
        },
      );
      sendJson(response, 200, { data: { _entities: entities } });
    },
    0,
    '127.0.0.1',
  );

  function productOf(id: string, { currency, language = 'EN' }: Market) {
    const found = products.get(id);
    if (!found) return null;
    const nodes = found.variants.map(({ id, isAvailable, prices }) => {
      const [code, amount] = Object.entries(prices).find(([code]) => currency === undefined || code === currency) ?? [];
      const price = code && amount ? { amount, currencyCode: code } : null;
      return { id, title: `Variant ${id}`, availableForSale: isAvailable, price };
    });
    const priced = nodes.flatMap(({ price }) => price ?? []).toSorted((one, other) => +one.amount - +other.amount);
    return {
      id,
      handle: found.title.toLowerCase().replaceAll(' ', '-'),
      title: found.titles?.[language] ?? found.title,
      priceRange: priced[0] ? { min: priced[0] } : null,
      variants: { nodes },
    };
  }

  return { ...server, products, state };
}
