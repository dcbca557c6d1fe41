import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { openTestSupergraph } from '../supergraph.fixture.ts';

const byReference = { __resolveReference: (reference: object) => reference };

it('An entity at two places has the objects of each when another subgraph adds fields to them later', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const graph = await openTestSupergraph({
    catalogue: {
      sdl: 'type Query { first: Product  second: Product } type Product @key(fields: "id") { id: ID! }',
      resolvers: { Query: { first: () => ({ id: 'p1' }), second: () => ({ id: 'p1' }) } },
    },
    brands: {
      sdl: `
        type Product @key(fields: "id") { id: ID!  brand: Brand @shareable }
        type Brand { name: String @shareable  founded: Int }`,
      resolvers: {
        Product: {
          ...byReference,
          brand: () => {
            answer();
            return { founded: 1901 };
          },
        },
      },
    },
    sales: {
      sdl: `
        type Product @key(fields: "id") { id: ID!  brand: Brand @shareable }
        type Brand { name: String @shareable  sold(years: Int): Int }`,
      resolvers: {
        Product: {
          ...byReference,
          brand: async () => {
            await answered;
            // The other response is merged before the next turn.
            await turn();
            return { sold: ({ years }: { years: number }) => years * 10 };
          },
        },
      },
    },
  });

  const fields = (years: number) => `{ brand { founded sold(years: ${years}) } }`;
  const { data, errors } = await graph.execute(`{ first ${fields(1)} second ${fields(2)} }`);

  expect(errors).toEqual([]);
  expect(data).toEqual({
    first: { brand: { founded: 1901, sold: 10 } },
    second: { brand: { founded: 1901, sold: 20 } },
  });
});
