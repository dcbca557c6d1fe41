import { getIntrospectionQuery } from 'graphql';

/** An operation whose cost is mostly that of one field or type. */
export interface Probe {
  /** The field or type. */
  of: string;
  query: string;
  /** The number of requests; fewer if attempts are limited. */
  times?: number;
}

/** A product that is in a collection, has variants, provenance, 3D assets and stories. */
const product = 'product(handle: "ember-tote")';
const products = (fields: string) => `{ products(first: 24) { nodes { ${fields} } } }`;

/** Operations that between them ask for each root field and each field with a resolver of its own. */
export const probes: Probe[] = [
  { of: 'Query.product', query: `{ ${product} { id title } }` },
  { of: 'Query.products', query: products('id title') },
  { of: 'Product.variants', query: products('id variants(first: 20) { nodes { id sku } }') },
  {
    of: 'ProductVariant.price',
    query: products('id variants { nodes { id price { amount } taxedPrice { gross { amount } } } }'),
  },
  {
    of: 'ProductVariant.inventory',
    query: products('id variants { nodes { id inventory { available location { id } } } }'),
  },
  { of: 'Product.collection', query: products('id collection { id title }') },
  { of: 'Product.categories', query: products('id categories { id }') },
  { of: 'Query.collections', query: '{ collections { nodes { id products(first: 10) { nodes { id } } } } }' },
  { of: 'Query.categories', query: '{ categories { nodes { id parent { id } children { id } } } }' },
  { of: 'Category.products', query: '{ categories(first: 10) { nodes { id products(first: 10) { nodes { id } } } } }' },
  { of: 'Query.localization', query: '{ localization { currencyCode availableRegions { id countries { code } } } }' },
  { of: 'Query.search', query: '{ search(query: "leather", first: 1) { nodes { id } } }' },
  { of: 'SearchConnection.nodes', query: '{ search(first: 100) { nodes { id title } } }' },
  {
    of: 'SearchConnection.facets',
    query:
      '{ search(facets: [COLLECTION, CATEGORY, MATERIAL, TAG, PRICE]) { facets { name values { value count } } } }',
  },
  { of: 'Query.searchAll', query: '{ searchAll(query: "leather", first: 1) { nodes { __typename } } }' },
  { of: 'Query.suggest', query: '{ suggest(query: "em") { text html product { id } } }' },
  { of: 'Product.related, of one', query: `{ ${product} { id related(first: 8) { id title } } }` },
  { of: 'Product.related, of 24', query: products('id related(first: 8) { id }') },
  {
    of: 'Product.related, in a row',
    query: `{ ${product} { title related(first: 1) { title related(first: 1) { title related(first: 1) { title } } } } }`,
  },
  { of: 'Product.provenance', query: products('id provenance { materials { material { id name } } }') },
  {
    of: 'Material.certifications',
    query: '{ materials(first: 20) { nodes { id certifications { id name } supplier { id name } } } }',
  },
  { of: 'Material.products', query: '{ materials(first: 20) { nodes { id products(first: 10) { nodes { id } } } } }' },
  { of: 'Provenance.carbonFootprint', query: products('id provenance { carbonFootprint { totalKg } }') },
  { of: 'Product.passport', query: products('id passport { id events(first: 10) { nodes { index } } }') },
  { of: 'Product.digitalAssets', query: products('id digitalAssets { modelGlb { url } modelUsdz { url } }') },
  { of: 'Query.articles', query: '{ articles(first: 20) { nodes { id title } } }' },
  { of: 'Narrative.html', query: '{ articles(first: 20) { nodes { id narrative { html } } } }' },
  {
    of: 'Narrative.blocks',
    query: '{ articles(first: 20) { nodes { id narrative { blocks { __typename ... on TextBlock { html } } } } } }',
  },
  { of: 'Article.artisans', query: '{ articles(first: 20) { nodes { id artisans { id name } author { name } } } }' },
  {
    of: 'Article.linkedProducts',
    query: '{ articles(first: 20) { nodes { id linkedProducts(first: 5) { nodes { id title } } } } }',
  },
  { of: 'Product.stories', query: products('id stories(first: 5) { nodes { id title } }') },
  { of: 'Query.artisans', query: '{ artisans(first: 20) { nodes { id name } } }' },
  { of: 'Artisan.products', query: '{ artisans(first: 20) { nodes { id products(first: 10) { nodes { id } } } } }' },
  {
    of: 'Artisan.articles',
    query: '{ artisans(first: 20) { nodes { id articles(first: 10) { nodes { id title } } } } }',
  },
  { of: 'Query.viewer', query: '{ viewer { kind } }' },
  { of: '__schema', query: getIntrospectionQuery() },
  { of: 'Mutation.cartCreate', query: 'mutation { cartCreate { cart { id } } }', times: 5 },
  { of: 'Mutation.passkeySignInBegin', query: 'mutation { passkeySignInBegin { options } }', times: 5 },
  {
    of: 'Mutation.customerSignIn',
    query:
      'mutation { customerSignIn(input: { email: "probe@axiom.example", password: "not the password" }) { userErrors { code } } }',
    times: 3,
  },
];
