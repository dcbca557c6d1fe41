import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
} from 'graphql';
import {
  createOperationDescriptor,
  type Environment,
  fetchQuery,
  getSingularSelector,
  type SingularReaderSelector,
  type Variables,
} from 'relay-runtime';
import { createRelayEnvironment } from '../../docs/guides/clients/relay.ts';
import { execute } from '../support/graph.ts';
import { entityIds, graphUrl, introspect, prepareReaders, type Readers } from './readers.ts';
import { type Compiled, compileForRelay } from './relay-compiler.ts';
import { watchConsole } from './traffic.ts';

jest.setTimeout(120_000);

const pages = `
  query graphProductsQuery($first: Int!, $after: String) {
    products(first: $first, after: $after, sort: TITLE_ASC) @connection(key: "graph__products") { edges { node { id title } } }
  }
  fragment graph_categoryProducts on Category
    @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" })
    @refetchable(queryName: "graphCategoryProductsPageQuery") {
    products(first: $first, after: $after) @connection(key: "graph_category__products") { edges { node { id title } } }
  }`;
const fileFragment = `
  fragment graph_file on Asset { bytes ... on Asset3D { triangles boundingBox { max { y } } } ... on TextureAsset { width } }
  query graphFilesQuery {
    product(handle: "ember-tote") { digitalAssets { modelGlb { ...graph_file } textureMaps { diffuse { ...graph_file } } } }
  }`;
const viewer = 'query graphViewerQuery { viewer { id kind customer { id firstName } } }';

let schema: GraphQLSchema;
let readers: Readers;
let compiled: Compiled;
let entities: GraphQLObjectType[];
beforeAll(async () => {
  ({ schema } = await introspect());
  const node = schema.getType('Node');
  entities = isInterfaceType(node) ? [...schema.getPossibleTypes(node)] : [];
  readers = await prepareReaders({ orders: 1 });
  const sdl = await (await fetch(new URL('/schema.graphql', graphUrl()))).text();
  compiled = await compileForRelay(sdl, [...entities.map(refetchable), pages, fileFragment, viewer]);
});
afterAll(() => compiled.remove());

/** A fragment that Relay can refetch, with every scalar field of the type. */
function refetchable(type: GraphQLObjectType): string {
  const values = Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some((arg) => isNonNullType(arg.type)))
    .map(({ name }) => name);
  return `fragment graph_${type.name} on ${type.name} @refetchable(queryName: "graph${type.name}Query") { ${values.join(' ')} }`;
}

async function fetchInto(environment: Environment, name: string, variables: Variables = {}) {
  const request = await compiled.operation(name);
  await fetchQuery(environment, request, variables).toPromise();
  return environment.lookup(createOperationDescriptor(request, variables).fragment).data as Record<string, unknown>;
}

describe('Relay', () => {
  it('refetches every entity by its id, into one record of its type', async () => {
    const { said, stop } = watchConsole();
    const ids = await entityIds(readers);
    const found = [];
    for (const { name } of entities) {
      const { id, as } = ids.get(name) ?? { id: `no ${name}`, as: 'curator' };
      const environment = createRelayEnvironment(graphUrl(), readers.headers[as]);
      await fetchInto(environment, `graph${name}Query`, { id });
      found.push([name, environment.getStore().getSource().get(id)?.__typename]);
    }
    stop();

    expect(found).toEqual(entities.map(({ name }) => [name, name]));
    expect(said).toEqual([]);
    expect(entities.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Product',
        'ProductVariant',
        'Article',
        'Artisan',
        'Material',
        'Category',
        'Collection',
        'Order',
        'Cart',
        'Customer',
      ]),
    );
  });

  it('paginates a list of the root, and a list of an entity', async () => {
    const environment = createRelayEnvironment(graphUrl());
    const fragment = await compiled.fragment('graph_categoryProducts');
    const { data } = await execute(
      '{ products(first: 1) { totalCount } category(handle: "bags") { id products { totalCount } } }',
    );
    const { id, products } = data.category;
    const ofRoot = await walk(
      10,
      async (page) => (await fetchInto(environment, 'graphProductsQuery', page)).products as List,
    );
    const ofCategory = await walk(2, async (page) => {
      const { node } = await fetchInto(environment, 'graphCategoryProductsPageQuery', { id, ...page });
      const selector = getSingularSelector(fragment, node) as SingularReaderSelector;
      return (environment.lookup(selector).data as { products: List }).products;
    });

    expect(ofRoot).toEqual(sizes(data.products.totalCount, 10));
    expect(ofCategory).toEqual(sizes(products.totalCount, 2));
    expect(ofCategory.length).toBeGreaterThan(1);
  });

  it('reads fragments on interfaces', async () => {
    const { said, stop } = watchConsole();
    const environment = createRelayEnvironment(graphUrl());
    await fetchInto(environment, 'graphFilesQuery');
    stop();
    const records = Object.values(environment.getStore().getSource().toJSON());

    expect(records).toContainEqual(expect.objectContaining({ __typename: 'Asset3D', triangles: expect.any(Number) }));
    expect(records).toContainEqual(expect.objectContaining({ __typename: 'TextureAsset', width: expect.any(Number) }));
    expect(said).toEqual([]);
  });

  it('keeps the viewer and the customer apart in the store', async () => {
    const { said, stop } = watchConsole();
    const environment = createRelayEnvironment(graphUrl(), readers.headers.customer);
    const { viewer } = (await fetchInto(environment, 'graphViewerQuery')) as {
      viewer: { id: string; customer: { id: string } };
    };
    stop();

    expect(environment.getStore().getSource().get(viewer.id)?.__typename).toBe('Viewer');
    expect(environment.getStore().getSource().get(viewer.customer.id)?.__typename).toBe('Customer');
    expect(said).toEqual([]);
  });
});

/** The length of a list after each page. */
function sizes(total: number, first: number): number[] {
  return Array.from({ length: Math.ceil(total / first) }, (_, index) => Math.min(total, first * (index + 1)));
}

/** The number of items of a list in the store after each page. `read` finds the list in the data of the operation. */
async function walk(first: number, read: (variables: Variables) => Promise<List>): Promise<number[]> {
  const sizes: number[] = [];
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo }: List = await read({ first, after });
    sizes.push(edges.length);
    if (!pageInfo.hasNextPage) return sizes;
    after = pageInfo.endCursor;
  }
}

interface List {
  edges: unknown[];
  /** Relay adds this field. */
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
