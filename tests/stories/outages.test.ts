import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { control, eventually, exampleVariables, executeLive, operation } from '../support/graph.ts';
import { fillCart, run } from '../support/purchase.ts';

const example = exampleVariables('ProductPage');
const page = `query ($handle: String!) {
  product(handle: $handle) {
    id
    title
    priceRange { min { amount } }
    provenance { place artisan { name } }
    passport { gtin }
    stories { nodes { title } }
    related(first: 2) { title }
    digitalAssets { modelGlb { url sha256 } }
  }
  viewer { kind }
}`;

let down: string | undefined;

/** Stops a backend for one test, and starts it again when the test ends, also after a failure. */
async function without(backend: string): Promise<void> {
  down = backend;
  await control('stop', backend);
}

afterEach(async () => {
  if (down) await control('start', down);
  down = undefined;
  const whole = await eventually(
    () => executeLive(page, example),
    ({ errors }) => errors === undefined,
    20_000,
  );
  expect(whole.errors).toBeUndefined();
}, 40_000);

const codes = ({ errors = [] }: Awaited<ReturnType<typeof executeLive>>) =>
  errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]).sort();

describe('The page is still returned', () => {
  it('without PostgreSQL, which Medusa needs too: with articles, artisans and search', async () => {
    await without('postgres');

    const response = await executeLive(
      `{
        articles(first: 1) { nodes { title } }
        artisans(first: 1) { nodes { name products { totalCount } } }
        search(query: "tote") { totalCount }
        materials { totalCount }
        viewer { kind }
      }`,
    );

    expect(response.data.articles.nodes[0].title).toMatch(/\S/);
    expect(response.data.artisans.nodes).toEqual([{ name: expect.stringMatching(/\S/), products: null }]);
    expect(response.data.search.totalCount).toBeGreaterThan(0);
    expect(response.data.materials).toBeNull();
    expect(response.data.viewer).toEqual({ kind: 'ANONYMOUS' });
    expect(codes(response)).toEqual([
      ['artisans.nodes.0.products', 'BACKEND_UNAVAILABLE'],
      ['materials', 'BACKEND_UNAVAILABLE'],
    ]);
  });

  it('without the provenance subgraph: provenance, passport and assets are null with errors', async () => {
    await without('provenance');

    const response = await executeLive(page, example);

    expect(response.data.product).toMatchObject({
      id: expect.any(String),
      title: expect.any(String),
      provenance: null,
      passport: null,
      digitalAssets: null,
    });
    expect(response.data.product.priceRange.min.amount).toMatch(/^\d/);
    expect(response.data.product.stories.nodes.length).toBeGreaterThan(0);
    expect(codes(response)).toEqual([
      ['product.digitalAssets', 'SUBGRAPH_UNAVAILABLE'],
      ['product.passport', 'SUBGRAPH_UNAVAILABLE'],
      ['product.provenance', 'SUBGRAPH_UNAVAILABLE'],
    ]);
  });

  it('without Sanity: the artisan’s name and the stories are null', async () => {
    await without('sanity');

    const response = await executeLive(page, example);

    expect(response.data.product).toMatchObject({
      title: expect.any(String),
      provenance: { place: expect.any(String), artisan: null },
      stories: null,
    });
    expect(codes(response)).toEqual([
      ['product.provenance.artisan.name', 'BACKEND_UNAVAILABLE'],
      ['product.stories', 'BACKEND_UNAVAILABLE'],
    ]);
  });

  it('without Meilisearch: related products are null, and search has an error', async () => {
    await without('meilisearch');

    const response = await executeLive(page, example);
    const search = await executeLive('{ search(query: "vase") { totalCount } }');

    expect(response.data.product).toMatchObject({ title: expect.any(String), related: null });
    expect(codes(response)).toEqual([['product.related', 'BACKEND_UNAVAILABLE']]);
    expect(search.data).toEqual({ search: null });
    expect(codes(search)).toEqual([['search', 'BACKEND_UNAVAILABLE']]);
  });

  it('without Redis: complete for an anonymous viewer', async () => {
    await without('redis');

    const response = await executeLive(page, example);

    expect(response.errors).toBeUndefined();
    expect(response.data.viewer).toEqual({ kind: 'ANONYMOUS' });
  });

  it('without S3: with signed URLs', async () => {
    await without('s3');

    const response = await executeLive(page, example);

    expect(response.errors).toBeUndefined();
    expect(response.data.product.digitalAssets.modelGlb.url).toContain('X-Amz-Signature=');
  });

  it('without S3: an invoice whose file was not made yet has no file', async () => {
    const cartId = await fillCart('variant_understory-notebook-bark-a6');
    const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
    await waitAtWarehouse(order.number);
    await ship(order.id, 'TRACK-OUTAGE');
    const read = (selection: string) =>
      executeLive(
        `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) { invoice { ${selection} } } }`,
        { id: order.id, accessToken },
      );
    await eventually(
      () => read('number'),
      ({ data }) => data.order.invoice !== null,
      20_000,
    );
    await without('s3');

    const response = await read('number file { url }');

    expect(response.data.order.invoice).toEqual({ number: expect.stringMatching(/^INV-/), file: null });
    expect(codes(response)).toEqual([['order.invoice.file', 'BACKEND_UNAVAILABLE']]);
  }, 60_000);

  it('without Medusa: with articles, artisans and materials, and null for products', async () => {
    await without('medusa');

    const response = await executeLive(
      `query ($handle: String!) {
        product(handle: $handle) { title }
        articles(first: 1) { nodes { title linkedProducts { totalCount nodes { id title } } } }
        artisans(first: 1) { nodes { name products(first: 1) { nodes { id } } } }
        materials(first: 1) { nodes { name } }
      }`,
      example,
    );

    const [article] = response.data.articles.nodes;
    expect(response.data.product).toBeNull();
    expect(article.title).toMatch(/\S/);
    expect(article.linkedProducts.nodes).toEqual(Array(article.linkedProducts.totalCount).fill(null));
    expect(response.data.artisans.nodes[0].products.nodes).toEqual([{ id: expect.stringMatching(/^prod_/) }]);
    expect(response.data.materials.nodes[0].name).toMatch(/\S/);
    expect(new Set(codes(response).map(([, code]) => code))).toEqual(new Set(['BACKEND_UNAVAILABLE']));
    expect(codes(response).map(([path]) => path)).toEqual(
      expect.arrayContaining(['product', 'articles.nodes.0.linkedProducts.nodes.0.title']),
    );
  }, 60_000);

  it('without any one subgraph: its fields are null, with their paths in the errors', async () => {
    await without('journal');

    const response = await executeLive(page, example);

    expect(response.data.product).toMatchObject({
      title: expect.any(String),
      provenance: { artisan: null },
      stories: null,
    });
    expect(new Set(codes(response).map(([, code]) => code))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
    expect(codes(response).map(([path]) => path)).toEqual(
      expect.arrayContaining(['product.stories', 'product.provenance.artisan.name']),
    );
  });
});

describe('The complete page', () => {
  it('is the example operation, without errors after all outages', async () => {
    expect((await executeLive(operation('ProductPage'), example)).errors).toBeUndefined();
  });
});
