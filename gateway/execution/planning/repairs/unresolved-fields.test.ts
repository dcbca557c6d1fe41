import { beforeAll, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../../supergraph.fixture.ts';

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    shop: {
      sdl: `
        interface Thing @key(fields: "id") { id: ID! }
        type Rack { id: ID!  thing: Thing  things: [Thing!]  racks: [Rack!]  found: Found }
        union Found = Rack
        type Query { thing: Thing  rack: Rack }
        type Mutation { add: Rack  turn: Thing }`,
      resolvers: {
        Query: { thing: () => null, rack: () => ({ id: 's1', racks: [] }) },
        Mutation: { add: () => ({ id: 's2' }) },
      },
    },
    notes: {
      sdl: `
        type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  note: String }
        type Query { noted: [Thing!] }`,
      resolvers: {},
    },
  });
});

describe('A field that no subgraph can resolve', () => {
  it.each([
    ['at the root', '{ thing { note } }', 'thing'],
    ['among others', '{ rack { id } it: thing { id note } }', 'thing.note'],
    ['in a fragment that always applies', '{ thing { ... on Thing { ... { note } } } }', 'thing'],
    ['in nested objects', '{ rack { thing { note } } }', 'rack'],
    ['in nested lists', '{ rack { racks { all: things { id n: note } } } }', 'rack.racks.things.note'],
    ['of a mutation', 'mutation { add { id } turn { note } }', 'the operation'],
  ])('%s is an error, and nothing is requested', async (_, operation, path) => {
    const response = graph.execute(operation);

    await expect(response).rejects.toMatchObject({
      message: `No subgraph can resolve ${path}.`,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(graph.takeRequests()).toEqual([]);
  });

  it('is an error each time, and planned once', async () => {
    const before = graph.plansBuilt();
    const responses = await Promise.allSettled([1, 2].map(() => graph.execute('{ thing { again: note } }')));
    await expect(graph.execute('{ thing { note } }')).rejects.toThrow('No subgraph can resolve');

    expect(responses.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(graph.plansBuilt() - before).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a null object', '{ thing { id } }', { thing: null }],
    ['an empty list', '{ rack { racks { id thing { id } } } }', { rack: { racks: [] } }],
    [
      'nothing but types',
      '{ thing { __typename } rack { __typename } }',
      { thing: null, rack: { __typename: 'Rack' } },
    ],
  ])('is not confused with %s', async (_, operation, expected) => {
    const { data, errors } = await graph.execute(operation);

    expect({ data, errors }).toEqual({ data: expected, errors: [] });
  });
});
