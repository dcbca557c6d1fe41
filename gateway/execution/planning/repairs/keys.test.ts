import { describe, expect, it } from '@jest/globals';
import { openTestSupergraph } from '../../supergraph.fixture.ts';

const code = { aisle: '1', rack: '2', slot: '3' };

describe('An entity that a subgraph resolves by one of its keys', () => {
  it('is not requested from that subgraph by another key', async () => {
    const graph = await openTestSupergraph({
      names: {
        sdl: `
          type Query { unused: String }
          type Item
            @key(fields: "id")
            @key(fields: "code { aisle rack }", resolvable: false)
            @key(fields: "id code { rack slot }", resolvable: false) { id: ID!  code: Code!  name: String! }
          type Code { aisle: ID!  rack: ID!  slot: ID! }`,
        resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, code, name: `name of ${id}` }) } },
      },
      places: {
        sdl: `
          type Query { items: [Item!]! }
          type Item
            @key(fields: "code { aisle rack }", resolvable: false)
            @key(fields: "id code { rack slot }")
            @key(fields: "id", resolvable: false) {
            id: ID!  code: Code!  name: String! @external  label: String! @requires(fields: "name") }
          type Code { aisle: ID!  rack: ID!  slot: ID! }`,
        resolvers: {
          Query: { items: () => [{ id: 'i1', code }] },
          Item: {
            __resolveReference: ({ code: { rack, slot }, ...item }: { code: typeof code }) =>
              rack && slot ? { ...item, code } : null,
            label: ({ name }: { name: string }) => `label with ${name}`,
          },
        },
      },
    });

    const { data, errors } = await graph.execute('{ items { id name label } }');

    expect({ data, errors }).toEqual({
      data: { items: [{ id: 'i1', name: 'name of i1', label: 'label with name of i1' }] },
      errors: [],
    });
  });

  it('is still found where a subgraph resolves it by no key', async () => {
    const graph = await openTestSupergraph({
      names: {
        sdl: `
          type Query { unused: String }
          type Item @key(fields: "id") { id: ID!  name: String! }`,
        resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `name of ${id}` }) } },
      },
      places: {
        sdl: `
          type Query { items: [Item!]! }
          type Item @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: { Query: { items: () => [{ id: 'i1' }] } },
      },
    });

    expect((await graph.execute('{ items { name } }')).data).toEqual({ items: [{ name: 'name of i1' }] });
  });
});
