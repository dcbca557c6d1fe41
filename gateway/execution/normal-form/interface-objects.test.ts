import { beforeAll, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../supergraph.fixture.ts';

const titles = { b1: 'Book', f1: 'Film' };
const find = ({ id }: { id: 'b1' }) => ({ __typename: titles[id], id, title: `${titles[id]} ${id}` });

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    library: {
      sdl: `
        interface Media @key(fields: "id") { id: ID!  title: String! }
        type Book implements Media @key(fields: "id") { id: ID!  title: String!  pages: Int }
        type Film implements Media @key(fields: "id") { id: ID!  title: String! }
        type Query { shown: Media }`,
      resolvers: {
        Query: { shown: () => find({ id: 'b1' }) },
        Media: { __resolveReference: find },
        Book: { __resolveReference: find, pages: () => 7 },
        Film: { __resolveReference: find },
      },
    },
    reviews: {
      sdl: `
        type Media @interfaceObject @key(fields: "id") {
          id: ID!  title: String! @external  reviews: [Review!]!  stars(best: Int = 5): Int
          shout: String @requires(fields: "title") }
        type Review { id: ID!  about: Media! }
        type Query { reviewed: [Media!]!  review: Review }`,
      resolvers: {
        Query: { reviewed: () => [{ id: 'b1' }, { id: 'f1' }], review: () => ({ id: 'r1', about: { id: 'f1' } }) },
        Media: {
          __resolveReference: (reference: object) => reference,
          shout: ({ title }: { title: string }) => title.toUpperCase(),
          reviews: ({ id }: { id: string }) => [{ id: `r-${id}`, about: { id } }],
          stars: (_: unknown, { best }: { best: number }) => best - 1,
        },
      },
    },
  });
});

const ask = async (query: string) => {
  graph.takeRequests();
  const { data, errors } = await graph.execute(query);
  return { data, errors, subgraphs: graph.takeRequests().map(({ subgraph }) => subgraph) };
};

describe('Objects of an interface that is an object type in their subgraph', () => {
  it('are fetched from that subgraph alone, if the response does not depend on their types', async () => {
    expect(await ask('{ reviewed { id a: stars b: stars(best: 10) reviews { about { id } } } }')).toEqual({
      data: {
        reviewed: ['b1', 'f1'].map((id) => ({ id, a: 4, b: 9, reviews: [{ about: { id } }] })),
      },
      errors: [],
      subgraphs: ['reviews'],
    });
    expect(
      await ask('{ review { about { ... on Media { id } ...Stars } } } fragment Stars on Media { stars }'),
    ).toEqual({
      data: { review: { about: { id: 'f1', stars: 4 } } },
      errors: [],
      subgraphs: ['reviews'],
    });
  });

  it.each([
    [
      'their types',
      '{ reviewed { __typename id } }',
      [
        { __typename: 'Book', id: 'b1' },
        { __typename: 'Film', id: 'f1' },
      ],
    ],
    ['the types of some', '{ reviewed { id ... on Book { pages } } }', [{ id: 'b1', pages: 7 }, { id: 'f1' }]],
    [
      'fields of another subgraph',
      '{ reviewed { title stars } }',
      [
        { title: 'Book b1', stars: 4 },
        { title: 'Film f1', stars: 4 },
      ],
    ],
    ['nothing but their types', '{ reviewed { kind: __typename } }', [{ kind: 'Book' }, { kind: 'Film' }]],
  ])('are completed by the other subgraph for %s', async (_, query, expected) => {
    expect(await ask(query)).toEqual({
      data: { reviewed: expected },
      errors: [],
      subgraphs: ['reviews', 'library'],
    });
  });

  it('are completed by the other subgraph for what their fields require', async () => {
    expect(await ask('{ reviewed { id shout } }')).toEqual({
      data: {
        reviewed: [
          { id: 'b1', shout: 'BOOK B1' },
          { id: 'f1', shout: 'FILM F1' },
        ],
      },
      errors: [],
      subgraphs: ['reviews', 'library', 'reviews'],
    });
  });

  it('have their own types where another subgraph returns them', async () => {
    expect(await ask('{ shown { id title reviews { id } } }')).toEqual({
      data: { shown: { id: 'b1', title: 'Book b1', reviews: [{ id: 'r-b1' }] } },
      errors: [],
      subgraphs: ['library', 'reviews'],
    });
  });
});

describe('Objects of an interface without any object type', () => {
  it('are returned without their types, where no subgraph knows them', async () => {
    const lone = await openTestSupergraph({
      a: { sdl: 'interface Thing @key(fields: "id") { id: ID! }  type Query { a: Thing }', resolvers: {} },
      b: {
        sdl: `type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  note: String }
          type Query { b: Thing }`,
        resolvers: { Query: { b: () => ({ id: 't1' }) }, Thing: { note: () => 'seen' } },
      },
    });

    const { data, errors } = await lone.execute('{ b { id note } }');

    expect({ data, errors }).toEqual({ data: { b: { id: 't1', note: 'seen' } }, errors: [] });
  });
});
