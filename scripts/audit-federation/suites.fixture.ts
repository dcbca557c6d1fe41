import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

/** A suite in the form of the public audit: subgraphs, and operations with their expected responses. */
export interface Suite {
  id: string;
  subgraphs: Record<string, { sdl: string; resolvers: object }>;
  tests: { query: string; expected: { data?: unknown; errors?: boolean } }[];
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import:
  ["@key", "@external", "@requires", "@provides", "@shareable", "@inaccessible", "@interfaceObject"])\n`;
const itself = (reference: object) => reference;

/** Suites that this gateway passes, of the kinds of the public audit. */
export const suites: Suite[] = [
  {
    id: 'shared-roots',
    subgraphs: {
      roads: {
        sdl: 'type Query { tour: Tour @shareable }  type Tour { id: ID! @shareable  length: Int }',
        resolvers: { Query: { tour: () => ({ id: 't1', length: 12 }) } },
      },
      guides: {
        sdl: 'type Query { tour: Tour @shareable }  type Tour { id: ID! @shareable  guide: String }',
        resolvers: { Query: { tour: () => ({ id: 't1', guide: 'Ada' }) } },
      },
    },
    tests: [
      { query: '{ tour { id length guide } }', expected: { data: { tour: { id: 't1', length: 12, guide: 'Ada' } } } },
      {
        query: 'query ($no: Boolean = false) { tour { length @include(if: $no) guide @skip(if: $no) } }',
        expected: { data: { tour: { guide: 'Ada' } } },
      },
    ],
  },
  {
    id: 'null-keys',
    subgraphs: {
      stock: {
        sdl: `type Query { books: [Book]! }
          type Book @key(fields: "isbn") { isbn: ID! }`,
        resolvers: { Query: { books: () => [{ isbn: '1' }, null, { isbn: 'lost' }] } },
      },
      authors: {
        sdl: 'type Book @key(fields: "isbn") { isbn: ID!  author: Author }  type Author { name: String! }',
        resolvers: {
          Book: {
            __resolveReference: ({ isbn }: { isbn: string }) =>
              isbn === 'lost' ? null : { isbn, author: { name: 'Ada' } },
          },
        },
      },
    },
    tests: [
      {
        query: '{ books { isbn author { name } } }',
        expected: {
          data: { books: [{ isbn: '1', author: { name: 'Ada' } }, null, { isbn: 'lost', author: null }] },
        },
      },
    ],
  },
  {
    id: 'unions-and-enums',
    subgraphs: {
      films: {
        sdl: `type Query { found: [Found] @shareable }
          union Found = Film | Song
          enum Mood { CALM LOUD HIDDEN @inaccessible }
          type Film @shareable { title: String!  mood: Mood }  type Song @shareable { title: String! }`,
        resolvers: {
          Query: {
            found: () => [
              { __typename: 'Film', title: 'Tide', mood: 'CALM' },
              { __typename: 'Song', title: 'Reef' },
              { __typename: 'Film', title: 'Dusk', mood: 'HIDDEN' },
            ],
          },
        },
      },
      plays: {
        sdl: `type Query { played: Found }
          union Found = Film | Play
          enum Mood { CALM LOUD }
          type Film @shareable { title: String!  mood: Mood }  type Play { title: String! }`,
        resolvers: { Query: { played: () => ({ __typename: 'Play', title: 'Masks' }) } },
      },
    },
    tests: [
      {
        query: '{ found { ... on Film { title mood } ... on Song { song: title } ... on Play { title } } }',
        expected: {
          data: { found: [{ title: 'Tide', mood: 'CALM' }, { song: 'Reef' }, { title: 'Dusk', mood: null }] },
        },
      },
      {
        query: '{ played { __typename ... on Film { mood } ... on Play { title } } }',
        expected: { data: { played: { __typename: 'Play', title: 'Masks' } } },
      },
      { query: '{ found { ... on Film { mood(x: 1) } } }', expected: { errors: true } },
    ],
  },
  {
    id: 'required-arguments',
    subgraphs: {
      prices: {
        sdl: `type Query { lamps: [Lamp] }
          type Lamp @key(fields: "id") { id: ID!  price(in: String!): Int  spots(limit: Int!): [Spot!]! }
          type Spot { size: Int }`,
        resolvers: {
          Query: { lamps: () => [{ id: 'l1' }, { id: 'l2' }] },
          Lamp: {
            __resolveReference: itself,
            price: (_: unknown, args: { in: string }) => (args.in === 'USD' ? 10 : 20),
            spots: (_: unknown, { limit }: { limit: number }) =>
              [{ size: 1 }, { size: 2 }, { size: 3 }].slice(0, limit),
          },
        },
      },
      delivery: {
        sdl: `type Lamp @key(fields: "id") {
            id: ID!  price(in: String!): Int @external  spots(limit: Int!): [Spot!]! @external
            dollars: Int @requires(fields: "price(in: \\"USD\\")")
            euros: Int @requires(fields: "price(in: \\"EUR\\")")
            light: Int @requires(fields: "spots(limit: 3) { size }")
          }
          type Spot @external { size: Int }`,
        resolvers: {
          Lamp: {
            __resolveReference: itself,
            dollars: ({ price }: { price: number }) => price,
            euros: ({ price }: { price: number }) => price,
            light: ({ spots }: { spots: unknown[] }) => spots.length,
          },
        },
      },
    },
    tests: [
      {
        query:
          'query ($limit: Int = 1) { lamps { dollars euros light spots(limit: $limit) { size } price(in: "EUR") } }',
        expected: {
          data: {
            lamps: [1, 2].map(() => ({ dollars: 10, euros: 20, light: 3, spots: [{ size: 1 }], price: 20 })),
          },
        },
      },
    ],
  },
  {
    id: 'interface-objects',
    subgraphs: {
      a: {
        sdl: `interface Thing @key(fields: "id") { id: ID! }
          type Query { thing: Thing }`,
        resolvers: { Query: { thing: () => ({ __typename: 'Thing', id: 't1' }) } },
      },
      b: {
        sdl: `type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  note: String }
          type Query { noted: Thing }`,
        resolvers: { Query: { noted: () => ({ id: 't1' }) }, Thing: { note: () => 'seen' } },
      },
    },
    tests: [
      { query: '{ noted { id note } }', expected: { data: { noted: { id: 't1', note: 'seen' } } } },
      { query: '{ thing { note } }', expected: { data: null, errors: true } },
      { query: '{ thing { id } }', expected: { data: { thing: null }, errors: true } },
    ],
  },
  {
    id: 'mutations',
    subgraphs: {
      counters: {
        sdl: `type Query { total: Int! }
          type Mutation { add(n: Int!): Counter! }
          type Counter @key(fields: "id") { id: ID!  value: Int! }`,
        resolvers: countersOf(0),
      },
      names: {
        sdl: 'type Counter @key(fields: "id") { id: ID!  label: String! }',
        resolvers: { Counter: { __resolveReference: itself, label: ({ id }: { id: string }) => `counter ${id}` } },
      },
    },
    tests: [
      {
        query: 'mutation { first: add(n: 2) { value label } second: add(n: 3) { value } }',
        expected: { data: { first: { value: 2, label: 'counter c' }, second: { value: 5 } } },
      },
      { query: '{ total }', expected: { data: { total: 5 } } },
    ],
  },
];

function countersOf(start: number): object {
  let total = start;
  return {
    Query: { total: () => total },
    Mutation: {
      add: (_: unknown, { n }: { n: number }) => {
        total += n;
        return { id: 'c', value: total };
      },
    },
  };
}

/** Serves suites as the server of the public audit does: `/ids`, `/<id>/supergraph`, `/<id>/tests` and the subgraphs. */
export async function serveSuites(served: readonly Suite[], port: number): Promise<void> {
  const origin = `http://localhost:${port}`;
  const answers = new Map<string, string>([['/ids', JSON.stringify(served.map(({ id }) => id))]]);
  const schemas = new Map<string, ReturnType<typeof buildSubgraphSchema>>();
  for (const { id, subgraphs, tests } of served) {
    const services = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
      const typeDefs = parse(link + sdl);
      schemas.set(
        `/${id}/${name}`,
        buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap<unknown> }]),
      );
      return { name, url: `${origin}/${id}/${name}`, typeDefs };
    });
    const { supergraphSdl, errors } = composeServices(services);
    if (!supergraphSdl) throw new Error(String(errors));
    answers.set(`/${id}/supergraph`, supergraphSdl).set(`/${id}/tests`, JSON.stringify(tests));
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const schema = schemas.get(path);
    if (!schema) return response.writeHead(answers.has(path) ? 200 : 404).end(answers.get(path));
    const { query, variables } = JSON.parse(await text(request));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));
}
