import { describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../../supergraph.fixture.ts';

const itself = (reference: object) => reference;
const film = { __typename: 'Film', title: 'Tide', year: 'late', length: 90 };
const song = { __typename: 'Song', title: 'Reef', band: { name: 'Low' } };

/** Two subgraphs with a shared list, of which each knows a type that the other does not. */
function openCases(): Promise<TestSupergraph> {
  const resolversOf = (items: object[]) => ({ __resolveReference: itself, items: () => items });
  return openTestSupergraph({
    films: {
      sdl: `
        type Query { filmCase: Case }
        type Case @key(fields: "id") { id: ID!  items: [Item!]! @shareable }
        union Item = Book | Film
        type Book @shareable { title: String!  year: String! }
        type Film { title: String!  year: String  length(unit: String): Int }`,
      resolvers: {
        Query: { filmCase: () => ({ id: 's' }) },
        Case: resolversOf([{ __typename: 'Book', title: 'Sand', year: 'early' }, film]),
        Film: { length: (_: object, { unit }: { unit?: string }) => (unit === 'h' ? 2 : film.length) },
      },
    },
    attic: {
      sdl: 'type Query { oldCase: Case }  type Case @key(fields: "id") { id: ID! }',
      resolvers: { Query: { oldCase: () => ({ id: 's' }) } },
    },
    songs: {
      sdl: `
        type Query { songCase: Case }
        type Case @key(fields: "id") { id: ID!  items: [Item!]! @shareable }
        union Item = Book | Song
        type Book @shareable { title: String!  year: String }
        type Song { title: String!  band: Band }
        type Band { name: String! }`,
      resolvers: {
        Query: { songCase: () => ({ id: 's' }) },
        Case: resolversOf([song]),
      },
    },
  });
}

const items = `items {
  __typename
  ... on Book { title }
  ... on Film { length }
  ... on Song { title band { name } }
}`;

describe('An object of a type that not all subgraphs of its field know', () => {
  it('has its fields from the subgraph that returns it', async () => {
    const graph = await openCases();

    const { data, errors } = await graph.execute(`{ filmCase { ${items} }  songCase { ${items} } }`);

    expect({ data, errors }).toEqual({
      data: {
        filmCase: {
          items: [
            { __typename: 'Book', title: 'Sand' },
            { __typename: 'Film', length: 90 },
          ],
        },
        songCase: { items: [{ __typename: 'Song', title: 'Reef', band: { name: 'Low' } }] },
      },
      errors: [],
    });
    expect(graph.takeRequests()).toHaveLength(2);
  });

  it('has them also in a fetch of entities', async () => {
    const graph = await openCases();

    const { data, errors } = await graph.execute(`{ oldCase { ${items} } }`);

    const expected = [
      { __typename: 'Book', title: 'Sand' },
      { __typename: 'Film', length: 90 },
    ];
    expect({ data, errors }).toEqual({ data: { oldCase: { items: expected } }, errors: [] });
  });

  it('has fields with arguments', async () => {
    const graph = await openCases();

    const operation = 'query ($unit: String) { filmCase { items { ... on Film { length(unit: $unit) title } } } }';
    const { data, errors } = await graph.execute(operation, { unit: 'h' });

    expect({ data, errors }).toEqual({
      data: { filmCase: { items: [{}, { length: 2, title: 'Tide' }] } },
      errors: [],
    });
  });

  it('is without a field that its subgraph cannot select together with that of another type', async () => {
    const graph = await openCases();

    const operation = '{ filmCase { items { ... on Book { year } ... on Film { title year } } } }';
    const { data, errors } = await graph.execute(operation);

    expect(data).toEqual({ filmCase: { items: [{ year: 'early' }, { title: 'Tide', year: null }] } });
    expect(errors).toHaveLength(1);
  });
});

describe('An object of a type that all subgraphs of its field know', () => {
  it('is fetched as the planner plans it, where fields of two interfaces have types that cannot merge', async () => {
    const graph = await openTestSupergraph({
      shop: {
        sdl: `
          type Query { items: [Item] }
          union Item = Image | Video
          interface Titled { title: String }
          interface Rated { rank: Int }
          type Image implements Titled & Rated { title: String  rank: Int! }
          type Video implements Titled & Rated { title: String  rank: Int }`,
        resolvers: { Query: { items: () => [{ __typename: 'Image', title: 'Sand', rank: 1 }] } },
      },
    });

    const { data, errors } = await graph.execute('{ items { ... on Titled { title } ... on Rated { rank } } }');

    expect({ data, errors }).toEqual({ data: { items: [{ title: 'Sand', rank: 1 }] }, errors: [] });
  });
});
