import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildASTSchema, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql';
import { printCompact } from '../../execution/operation.ts';
import { cacheHints, openTestSupergraph } from '../../execution/supergraph.fixture.ts';
import { readHints } from './hints.ts';
import { subgraphSchemaOf } from './subgraph-schema.ts';
import { compileTags } from './tags.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  const { sdl } = await openTestSupergraph({
    shop: {
      sdl: `${cacheHints}
        type Query {
          product(id: ID!): Product
          products: [Product] @cacheTag(format: "products")
          search(text: String = "all"): [Find] @cacheTag(format: "search:{$args.text}")
          grid: [[Media]]
        }
        type Product @key(fields: "id") @cacheTag(format: "product:{$key.id}") @cacheTag(format: "handle:{$key.handle}") {
          id: ID!  handle: String!  name(upper: Boolean): String  main: Media  maker: Maker  brand: Brand
        }
        interface Media @cacheTag(format: "media:{$key.url}") { url: String! }
        type Image implements Media @cacheTag(format: "image:{$key.id}") { url: String!  id: ID! }
        type Video implements Media { url: String!  id: Int }
        type Note { text: String }
        union Find = Product | Image | Note
        type Maker @key(fields: "id") { id: ID! }
        type Brand @key(fields: "slug") { slug: ID! }`,
      resolvers: { Media: { __resolveType: () => 'Image' }, Find: { __resolveType: () => 'Note' } },
    },
    people: {
      sdl: `${cacheHints}
        type Query { people: Int }
        type Maker @key(fields: "id") @cacheTag(format: "maker:{$key.id}") { id: ID!  name: String }
        type Brand @key(fields: "slug") @cacheTag(format: "brand:{$key.number}") { slug: ID!  number: Int }`,
      resolvers: {},
    },
  });
  schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
});

function compile(query: string, { subgraph = 'shop', represented = ['id'] } = {}) {
  const hints = readHints(schema);
  if (!hints) throw new Error('The supergraph has no hints.');
  const [operation] = parse(query).definitions as [OperationDefinitionNode];
  return compileTags(operation, {
    ...{ hints, schema },
    own: subgraphSchemaOf(subgraph, schema),
    represented: new Set(represented),
  });
}

const textOf = (query: string, options = {}) => {
  const reader = compile(query, options);
  return reader && printCompact(reader.operation);
};

const tagsOf = (query: string, data: Record<string, unknown>, variables = {}) => {
  const tags = compile(query)?.ofRoot(data, variables);
  return tags && [...tags].sort();
};

describe('The text of a fetch', () => {
  it.each([
    [
      'has the keys of tagged objects added',
      '{product(id:1){name}}',
      '{product(id:1){name __tag_Product_id:id __tag_Product_handle:handle}}',
    ],
    ['is unchanged where they are selected', '{product(id:1){handle id name}}', '{product(id:1){handle id name}}'],
    ['keeps an alias of the key', '{product(id:1){x:id handle}}', '{product(id:1){x:id handle}}'],
    [
      'does not rely on a field of the name of the key',
      '{product(id:1){id:name handle}}',
      '{product(id:1){id:name handle __tag_Product_id:id}}',
    ],
    [
      'does not rely on a key that may be left out',
      'query($a:Boolean!){product(id:1){id@include(if:$a)handle}}',
      'query($a:Boolean!){product(id:1){id@include(if:$a)handle __tag_Product_id:id}}',
    ],
    [
      'has them on each type of an interface, with the type',
      '{grid{url}}',
      '{grid{url ...on Image{__tag_Image_id:id}__tag__typename:__typename}}',
    ],
    [
      'has them on each type of a union',
      '{search{__typename...on Note{text}}}',
      '{search{__typename ...on Note{text}...on Product{__tag_Product_id:id}...on Product{__tag_Product_handle:handle}' +
        '...on Image{__tag_Image_id:id}...on Image{__tag_Image_url:url}}}',
    ],
  ])('%s', (_, query, expected) => {
    expect(textOf(query)).toBe(expected);
  });

  it('has no tag where the subgraph does not know the key', () => {
    expect(textOf('{product(id:1){id handle maker{id}}}')).toBe('{product(id:1){id handle maker{id}}}');
    expect(textOf('{product(id:1){id handle brand{slug}}}')).toBeUndefined();
  });
});

describe('The tags of a result', () => {
  it('are those of all objects in it, in lists of lists and behind interfaces', () => {
    const grid = [
      [{ url: 'a', __tag_Image_id: 'i1', __tag__typename: 'Image' }, null],
      null,
      [{ url: 'b', __tag__typename: 'Video' }],
    ];

    expect(tagsOf('{grid{url}}', { grid: [[{ url: 'a' }]] })).toBeUndefined();
    const query = '{products{id handle main{url __typename}} grid{url}}';
    const products = [{ id: 'p1', handle: 'h1', main: { url: 'c', __typename: 'Video' } }, null];
    expect(tagsOf(query, { products, grid })).toEqual([
      ...['handle:h1', 'image:i1', 'media:a', 'media:b', 'media:c', 'product:p1', 'products'],
    ]);
  });

  it.each([
    ['a variable', 'query($t:String){search(text:$t){... on Note{text}}}', { t: 'bag' }, 'search:bag'],
    ['a literal', '{search(text:"bag"){... on Note{text}}}', {}, 'search:bag'],
    ['the default', '{search{... on Note{text}}}', {}, 'search:all'],
  ])('have the argument of their field as %s', (_, query, variables, tag) => {
    expect(tagsOf(query, { search: [{ __tag__typename: 'Note' }] }, variables)).toEqual([tag]);
  });

  it('are unknown where a value is missing or no id, and where a root field is null without a tag of a list', () => {
    const query = '{product(id:1){id handle}}';

    expect(tagsOf(query, { product: { id: 'p1' } })).toBeUndefined();
    expect(tagsOf(query, { product: { id: 'x'.repeat(201), handle: 'h' } })).toBeUndefined();
    expect(tagsOf(query, { product: null })).toBeUndefined();
    expect(tagsOf('{products{id handle}}', { products: null })).toEqual(['products']);
  });

  it('of an entity are those of its representation, also where it does not exist', () => {
    const entities = 'query($r:[_Any!]!){_entities(representations:$r){...on Maker{name}}}';
    const reader = compile(entities, { subgraph: 'people' });
    const maker = { __typename: 'Maker', id: 'm1' };

    expect(reader && printCompact(reader.operation)).toBe(entities);
    expect([...(reader?.ofEntity(maker, { name: 'Ada' }, {}) ?? [])]).toEqual(['maker:m1']);
    expect([...(reader?.ofEntity(maker, null, {}) ?? [])]).toEqual(['maker:m1']);
    expect(reader?.ofEntity({ __typename: 'Other', id: 'm1' }, {}, {})).toBeUndefined();
  });

  it('of an entity are those of its data, where its representation has another key', () => {
    const reader = compile('query($r:[_Any!]!){_entities(representations:$r){...on Brand{slug}}}', {
      ...{ subgraph: 'people', represented: ['slug'] },
    });
    const brand = { __typename: 'Brand', slug: 's1' };

    expect(reader && printCompact(reader.operation)).toContain(
      '...on Brand{slug}...on Brand{__tag_Brand_number:number}',
    );
    expect([...(reader?.ofEntity(brand, { __tag_Brand_number: 7 }, {}) ?? [])]).toEqual(['brand:7']);
    expect(reader?.ofEntity(brand, null, {})).toBeUndefined();
  });
});
