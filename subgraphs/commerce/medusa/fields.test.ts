import { buildSubgraphSchema } from '@apollo/subgraph';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLResolveInfo, type GraphQLSchema, graphql, parse } from 'graphql';
import { readSdl } from '#kit/graph/server/sdl.ts';
import { neededFields } from './fields.ts';

describe('The fields requested from Medusa', () => {
  let schema: GraphQLSchema;
  let asked: string[][];
  const record = (type: Parameters<typeof neededFields>[1]) => (info: GraphQLResolveInfo) => {
    asked.push(neededFields(info, type));
    return null;
  };

  beforeAll(async () => {
    const product = record('Product');
    const variant = record('ProductVariant');
    const page = record('ProductConnection');
    schema = buildSubgraphSchema([
      {
        typeDefs: parse(await readSdl('commerce')),
        resolvers: {
          Query: {
            product: (_source, _arguments, _context, info) => product(info),
            products: (_source, _arguments, _context, info) => page(info),
          },
          Product: { __resolveReference: (_reference, _context, info) => product(info) },
          ProductVariant: { __resolveReference: (_reference, _context, info) => variant(info) },
        },
      },
    ]);
  });

  const fieldsFor = async (source: string, variableValues: Record<string, unknown> = {}) => {
    asked = [];
    const { errors } = await graphql({ schema, source, variableValues });
    expect(errors).toBeUndefined();
    return asked;
  };

  it('are those of the selection without duplicates, through aliases and fragments', async () => {
    const fields = await fieldsFor(`
      { product(id: "prod_1") { name: title again: title ...Card ... on Product { hsCode } } }
      fragment Card on Product { handle thumbnail { url } }
    `);

    expect(fields).toEqual([
      ['handle', 'hs_code', 'images.metadata', 'images.rank', 'images.url', 'thumbnail', 'title'],
    ]);
  });

  it('leave out skipped fields', async () => {
    const query = `query ($priced: Boolean!) {
      product(id: "prod_1") { title priceRange @include(if: $priced) { min { amount } } subtitle @skip(if: true) }
    }`;

    expect(await fieldsFor(query, { priced: false })).toEqual([['title']]);
    expect(await fieldsFor(query, { priced: true })).toEqual([['title', 'variants.calculated_price']]);
  });

  it('contain prices and stock only if they are selected', async () => {
    const variants = (selection: string) => fieldsFor(`{ product(id: "p") { variants { nodes { ${selection} } } } }`);
    const always = ['variants.id', 'variants.variant_rank'];

    expect(await variants('id sku')).toEqual([[...always, 'variants.sku'].sort()]);
    expect(await variants('id compareAtPrice { amount }')).toEqual([[...always, 'variants.calculated_price'].sort()]);
    expect(await variants('id availableQuantity')).toEqual([
      [
        ...always,
        ...['allow_backorder', 'inventory_quantity', 'manage_inventory', 'metadata'].map(
          (field) => `variants.${field}`,
        ),
      ].sort(),
    ]);
  });

  it('are collected from edges and from nodes', async () => {
    const fields = await fieldsFor(
      '{ products { totalCount edges { cursor node { title } } nodes { weight { value } } } }',
    );

    expect(fields).toEqual([['title', 'weight']]);
  });

  it('are collected from a variant to its product and back', async () => {
    const fields = await fieldsFor(
      `query ($of: [_Any!]!) {
        _entities(representations: $of) { ... on ProductVariant { product { title variants { nodes { sku } } } } }
      }`,
      { of: [{ __typename: 'ProductVariant', id: 'variant_1' }] },
    );

    expect(fields).toEqual([['id', 'title', 'variants.id', 'variants.sku', 'variants.variant_rank']]);
  });

  it('are empty for a reference whose id alone is selected', async () => {
    const query = `query ($of: [_Any!]!) {
      _entities(representations: $of) { __typename ... on Product { id } ... on ProductVariant { id price { amount } } }
    }`;

    expect(await fieldsFor(query, { of: [{ __typename: 'Product', id: 'prod_1' }] })).toEqual([[]]);
  });

  it('do not include fields of other entities', async () => {
    const fields = await fieldsFor('{ product(id: "p") { collection { title products { nodes { subtitle } } } } }');

    expect(fields).toEqual([['collection.handle', 'collection.id', 'collection.metadata', 'collection.title']]);
  });
});
