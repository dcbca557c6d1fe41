import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { backendError } from '#kit/graph/errors.ts';
import { readSdl } from '#kit/graph/server/sdl.ts';
import { ProductVariant, VariantAvailability } from '../resolvers/ProductVariant.ts';

describe('While the stock locations cannot be read, a product', () => {
  it('keeps its variants and their availability, without the stock by location', async () => {
    const node = { id: 'variant_1', title: 'Small', isCounted: true, isBackordered: false, quantity: 2, stock: [] };
    const schema = buildSubgraphSchema([
      {
        typeDefs: parse(await readSdl('commerce')),
        resolvers: {
          Query: { product: () => ({ id: 'prod_1', variants: { nodes: [node] } }) },
          ProductVariant: ProductVariant as never,
          VariantAvailability: VariantAvailability as never,
        },
      },
    ]);
    const locations = async () => {
      throw backendError('Medusa', new Error('connection refused'));
    };
    const { data, errors } = await graphql({
      schema,
      source: `{ product(id: "prod_1") { id variants { nodes { title
        availability { isAvailable status quantity locations { available } } } } } }`,
      contextValue: { locations, request: { fallbacks: new Map() } },
    });

    const availability = { isAvailable: true, status: 'LOW_STOCK', quantity: 2, locations: null };
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      product: { id: 'prod_1', variants: { nodes: [{ title: 'Small', availability }] } },
    });
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual(['product.variants.nodes.0.availability.locations']);
  });
});
