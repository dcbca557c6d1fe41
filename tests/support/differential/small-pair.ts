import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  printSchema,
} from 'graphql';
import { openTestSupergraph, type TestSupergraph } from '#gateway/execution/supergraph.fixture.ts';

/** A supergraph of two subgraphs in this process, and one graphql-js schema with the same resolvers. */
export interface Pair {
  federated: TestSupergraph;
  schema: GraphQLSchema;
  /** The response of graphql-js. */
  execute(query: string, variables: Record<string, unknown>): Promise<ExecutionResult>;
}

interface Row {
  id: string;
  price?: number | null;
}

const types: Record<string, string> = { p: 'Product', i: 'Image', v: 'Video', n: 'Note' };
const row = (id: string) => ({ __typename: types[id.slice(0, 1)], id });
const fails = (message: string) => () => {
  throw new Error(message);
};
const price = (id: string) => (id === 'p2' ? null : 100);

/** Resolvers by coordinate. All other fields are properties of the row. */
const resolvers: Record<string, GraphQLFieldResolver<Row, unknown, Record<string, unknown>>> = {
  'Query.products': (_, { first }) => ['p1', 'p2', 'p3'].slice(0, Number(first ?? 3)).map(row),
  'Query.product': (_, { id }) => (/^p[123]$/.test(String(id)) ? row(String(id)) : null),
  'Query.items': () => ['n1', 'p1', 'i1', 'v1'].map(row),
  'Query.item': () => row('v1'),
  'Query.must': () => row('p1'),
  'Query.titled': () => ['n1', 'p2', 'i1', 'v1'].map(row),
  'Query.fail': fails('fail'),
  'Query.find': (_, args) => [JSON.stringify(args)],
  'Query.matrix': () => [[['x'], null], []],
  'Query.media': () => ['v1', 'i1'].map(row),
  'Query.notes': () => [row('n1')],
  'Mutation.change': (_, { n }) => ({ product: row('p1'), n }),
  'Mutation.move': (_, { n }) => ({ product: row('p2'), n }),
  'Mutation.fail': fails('fail'),
  'Product.upc': ({ id }) => `u-${id}`,
  'Product.title': ({ id }, args) => id + JSON.stringify(args),
  'Product.price': ({ id }) => price(id),
  'Product.shipping': (product) => {
    const known = product.price === undefined ? price(product.id) : product.price;
    return known === null ? null : known * 2;
  },
  'Product.firm': ({ id }) => (id === 'p2' ? fails('firm')() : 'firm'),
  'Product.soft': ({ id }) => (id === 'p1' ? fails('soft')() : 'soft'),
  'Product.media': () => [row('i1'), row('v1'), null],
  'Product.main': ({ id }) => row(id === 'p1' ? 'i1' : 'v1'),
  'Product.grid': () => [[row('p1'), null], [], null, [row('p2')]],
  'Product.related': () => ['p2', 'p1', 'p2'].map(row),
  'Product.best': ({ id }) => (id === 'p3' ? null : row('p3')),
  'Product.items': () => ['p1', 'i1', 'n1', 'v1', 'p2'].map(row),
  'Product.tags': () => ['b', 'a'],
  'Product.place': ({ id }) => ({ id }),
  'Place.name': ({ id }) => `place ${id}`,
  'Place.owner': () => row('p2'),
  'Place.lines': () => [['a', null], null],
  'Place.strict': ({ id }) => (id === 'p2' ? null : 1),
  'Image.url': ({ id }, { size }) => `${id} ${size}`,
  'Image.rank': () => 1,
  'Image.title': () => 'image',
  'Image.width': () => 64,
  'Image.of': () => row('p1'),
  'Video.url': ({ id }, { size }) => `${id} ${size}`,
  'Video.rank': () => 2,
  'Video.title': () => null,
  'Video.length': () => null,
  'Video.of': () => row('p2'),
  'Note.text': () => 'text',
  'Note.title': () => 'note',
  'Note.about': () => row('p2'),
  'Note.width': () => 'wide',
};

const inputs = `
  enum Color { RED BLUE }
  input Pick { color: Color  names: [String!]  deep: Pick  min: Int = 3 }`;

const shop = `${inputs}
  type Query {
    products(first: Int = 2): [Product!]  product(id: ID!): Product  items: [Item]  item: Item  must: Product!
    titled: [Titled]  fail: Int  matrix: [[[String]]!]
    find(pick: Pick, color: Color = BLUE, ids: [ID!], flag: Boolean): [String!]!
  }
  type Mutation { change(n: Int): Change  fail: Change }
  type Change { product: Product  n: Int }
  interface Media { id: ID!  url(size: Int = 10): String! }
  interface Titled { title: String }
  interface Rated { rank: Int }
  type Image implements Media & Rated & Titled @key(fields: "id") { id: ID!  url(size: Int = 10): String!  rank: Int!  title: String }
  type Video implements Media & Rated & Titled @key(fields: "id") { id: ID!  url(size: Int = 10): String!  rank: Int  title: String }
  type Note implements Titled @key(fields: "id") { id: ID!  text: String!  title: String!  about: Product  width: String }
  union Item = Product | Image | Note | Video
  type Product implements Titled @key(fields: "id") @key(fields: "upc") {
    id: ID!  upc: String!  title(upper: Boolean = false, pick: Pick, c: Color): String  price: Int  media: [Media]  main: Media!
    grid: [[Product]!]  related: [Product!]!  items: [Item!]  tags: [String!]!
  }`;

const places = `${inputs}
  type Query { media: [Media!]!  notes: [Note] }
  type Mutation { move(n: Int): Move }
  type Move { product: Product  n: Int }
  interface Media { id: ID! }
  type Image implements Media @key(fields: "id") { id: ID!  width: Int!  of: Product! }
  type Video implements Media @key(fields: "id") { id: ID!  length: Int  of: Product }
  type Note @key(fields: "id") { id: ID! }
  type Product @key(fields: "id") {
    id: ID!  firm: String!  soft: String  best: Product  place: Place!
    price: Int @external  shipping: Int @requires(fields: "price")
  }
  type Place { name: String!  owner: Product!  lines: [[String]]  strict: Int! }`;

/**
 * Creates both over data with nulls, errors, entities in several places, and interfaces whose types differ in
 * nullability.
 */
export async function openPair(): Promise<Pair> {
  const federated = await openTestSupergraph({
    shop: { sdl: shop, resolvers: resolversOf(shop) },
    places: { sdl: places, resolvers: resolversOf(places) },
  });
  const schema = buildSchema(printSchema(federated.schema));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = resolvers[`${type.name}.${field.name}`];
      if (resolve) field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  return {
    federated,
    schema,
    execute: async (query, variables) =>
      execute({ schema, document: parse(query), variableValues: variables, rootValue: {} }),
  };
}

/** The resolvers of a subgraph. It gets entities by their keys. */
function resolversOf(sdl: string): object {
  const entries = parse(sdl).definitions.flatMap((type) => {
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION || type.kind === Kind.UNION_TYPE_DEFINITION) {
      return [[type.name.value, { __resolveType: (value: { __typename: string }) => value.__typename }]];
    }
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const own = (type.fields ?? []).filter(
      ({ directives = [] }) => !directives.some(({ name }) => name.value === 'external'),
    );
    const fields = own.flatMap(({ name }) => {
      const resolve = resolvers[`${type.name.value}.${name.value}`];
      return resolve ? [[name.value, resolve]] : [];
    });
    const isEntity = type.directives?.some(({ name }) => name.value === 'key');
    return [[type.name.value, { ...Object.fromEntries(fields), ...(isEntity && { __resolveReference: byKey }) }]];
  });
  return Object.fromEntries(entries);
}

function byKey({ id, upc = '', ...required }: { id?: string; upc?: string }): object {
  return { ...required, ...row(id ?? upc.slice('u-'.length)) };
}
