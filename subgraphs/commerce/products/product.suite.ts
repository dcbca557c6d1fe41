import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { handlesField, needs } from '../medusa/fields.ts';

/** A single product. */
export function productSuite(shop: Shop): void {
  it('has pictures in other sizes, without another call', async () => {
    const { data, errors } = await shop.ask(`{
      product(handle: "ember-tote") {
        thumbnail {
          thumbhash focalPoint { x y }
          whole: url(width: 390) cut: url(width: 200, height: 240, fit: COVER, format: AVIF, quality: 45)
          srcset(widths: [320, 640, 1920])
        }
        images { url(width: 390) srcset }
      }
    }`);
    const { thumbnail, images } = data.product;
    const at = 'https://images.axiom.example/images/tote/0.webp';
    const signed = (query: string) => expect.stringMatching(new RegExp(`^${at}\\?${query}&s=[\\w-]{22}$`));

    expect(errors).toBeUndefined();
    expect(thumbnail).toEqual({
      thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
      focalPoint: { x: 0.5, y: 0.25 },
      whole: signed('w=400&fit=contain&format=auto'),
      cut: signed('w=200&h=240&fit=cover&fp=0.5,0.25&format=avif&q=50'),
      srcset: expect.any(String),
    });
    expect(thumbnail.srcset.split(', ').map((candidate: string) => candidate.split(' '))).toEqual([
      [signed('w=320&fit=contain&format=auto'), '320w'],
      [signed('w=640&fit=contain&format=auto'), '640w'],
      [signed('w=1920&fit=contain&format=auto'), '1200w'],
    ]);
    // It is not in our storage.
    expect(images[1]).toEqual({ url: 'https://elsewhere.example/tote.webp', srcset: null });
  });

  it('refuses sizes of pictures that are out of range', async () => {
    const { data, errors } = await shop.ask('{ product(handle: "ember-tote") { thumbnail { url(width: 5000) } } }');

    expect(data).toEqual({ product: { thumbnail: null } });
    expect(errors).toMatchObject([
      { path: ['product', 'thumbnail', 'url'], extensions: { code: 'BAD_USER_INPUT', argument: 'width' } },
    ]);
  });

  it('is read completely with one call', async () => {
    const { data, errors, extensions } = await shop.ask(`{
      product(handle: "ember-tote") {
        id handle title subtitle description originCountry hsCode tags
        thumbnail { url altText width height } images { url altText width height } weight { value unit }
        options { name values } collection { id handle title description }
        priceRange { min { amount currencyCode } max { amount currencyCode } }
        variants(first: 1) {
          totalCount pageInfo { hasNextPage }
          nodes {
            id sku title selectedOptions { name value } price { amount } compareAtPrice { amount }
            availableForSale availableQuantity inventory { available location { id name countryCode } }
            availability { isAvailable status quantity locations { available location { id } } }
            product { id title }
          }
        }
      }
    }`);

    expect(errors).toBeUndefined();
    const closed = {
      url: 'https://media.axiom.example/pictures/tote/0.webp',
      altText: 'The tote, closed',
      width: 1200,
      height: 1500,
    };
    expect(data.product).toEqual({
      id: 'prod_tote',
      handle: 'ember-tote',
      title: 'Ember Tote',
      subtitle: 'Hand-stitched',
      description: 'Made once.',
      originCountry: 'IT',
      hsCode: '420221',
      tags: ['icon', 'leather'],
      thumbnail: closed,
      images: [
        closed,
        { url: 'https://elsewhere.example/tote.webp', altText: 'Ember Tote (2)', width: null, height: null },
      ],
      weight: { value: 850, unit: 'GRAMS' },
      options: [
        { name: 'Size', values: ['Small', 'Large'] },
        { name: 'Colour', values: ['Soot', 'Amber'] },
      ],
      collection: { id: 'pcol_ember', handle: 'ember', title: 'Ember', description: 'Warm leathers.' },
      priceRange: {
        min: { amount: '1250.50', currencyCode: 'EUR' },
        max: { amount: '2400.00', currencyCode: 'EUR' },
      },
      variants: {
        totalCount: 2,
        pageInfo: { hasNextPage: true },
        nodes: [
          {
            id: 'variant_tote_small',
            sku: 'TOTE-S',
            title: 'Small / Soot',
            selectedOptions: [
              { name: 'Size', value: 'Small' },
              { name: 'Colour', value: 'Soot' },
            ],
            price: { amount: '1250.50' },
            compareAtPrice: { amount: '1500.00' },
            availableForSale: true,
            availableQuantity: 5,
            inventory: [
              { available: 3, location: { id: 'sloc_florence', name: 'Florence', countryCode: 'IT' } },
              { available: 0, location: { id: 'sloc_kyoto', name: 'Kyoto', countryCode: 'JP' } },
              { available: 2, location: { id: 'sloc_paris', name: 'Paris', countryCode: 'FR' } },
            ],
            availability: {
              ...{ isAvailable: true, status: 'IN_STOCK', quantity: 5 },
              locations: [
                { available: 3, location: { id: 'sloc_florence' } },
                { available: 0, location: { id: 'sloc_kyoto' } },
                { available: 2, location: { id: 'sloc_paris' } },
              ],
            },
            product: { id: 'prod_tote', title: 'Ember Tote' },
          },
        ],
      },
    });
    expect(extensions).toEqual({ context: { country: 'FR', currency: 'EUR' } });
    expect(shop.calls()).toHaveLength(1);
  });

  it.each(Object.entries(needs).flatMap(([type, fields]) => Object.keys(fields).map((field) => [type, field])))(
    'has for %s.%s all the fields that Medusa is asked for',
    async (type, field) => {
      const paths = needs[type as string]?.[field as string] ?? [];
      const { products } = (await shop.callMedusa(
        `store/products?handle=ember-tote&region_id=reg_europe&fields=${['id', ...paths].join()}`,
      )) as { products: object[] };

      expect(paths.filter((path) => path !== handlesField && !hasValue(products, path.split('.')))).toEqual([]);
    },
  );

  it('is requested from Medusa with the selected fields only', async () => {
    await shop.ask('{ product(id: "prod_tote") { title } }');

    expect(shop.calls()).toEqual(['/store/products?id[0]=prod_tote&offset=0&limit=1&fields=id,title']);
  });

  it('is null when there is none', async () => {
    expect(await shop.ask('{ product(handle: "no-such") { id } }')).toEqual({ data: { product: null } });
  });

  it.each(['product', 'product(id: "a", handle: "b")', 'collection', 'category'])(
    'is not found by %s',
    async (field) => {
      const { data, errors } = await shop.ask(`{ ${field} { id } }`);

      expect(Object.values(data)).toEqual([null]);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      expect(shop.calls()).toEqual([]);
    },
  );

  it('has the price of the market, with the decimals of the currency', async () => {
    const query = '{ product(id: "prod_tote") { priceRange { min { amount currencyCode } } } }';
    const inJapan = await shop.ask(query, {}, { 'x-axiom-country': 'JP' });
    const inDollars = await shop.ask(query, {}, { 'x-axiom-country': 'JP', 'x-axiom-currency': 'USD' });

    expect(inJapan).toEqual({
      data: { product: { priceRange: { min: { amount: '198000', currencyCode: 'JPY' } } } },
      extensions: { context: { country: 'JP', currency: 'JPY' } },
    });
    expect(inDollars).toEqual({
      data: { product: { priceRange: { min: { amount: '1400.00', currencyCode: 'USD' } } } },
      extensions: { context: { country: 'US', currency: 'USD' } },
    });
  });

  it('has its new title and price immediately after a change', async () => {
    const rename = (title: string) => shop.callMedusa('admin/products/prod_box_0', { title });
    const reprice = (amount: number) =>
      shop.callMedusa('admin/products/prod_box_0/variants/variant_box_0_One', {
        prices: [{ currency_code: 'eur', amount }],
      });
    const read = async () => {
      const { data } = await shop.ask(
        '{ product(id: "prod_box_0") { title variants { nodes { price { amount } } } } }',
      );
      return [data.product.title, data.product.variants.nodes[0].price.amount];
    };

    const before = await read();
    await rename('Reliquary');
    await reprice(1234.56);
    const after = await read();
    await rename('Box 00');
    await reprice(100);

    expect([before, after, await read()]).toEqual([
      ['Box 00', '100.00'],
      ['Reliquary', '1234.56'],
      ['Box 00', '100.00'],
    ]);
  });
}

/** Whether a path has a value in every row; of lists, the first item counts. */
function hasValue(rows: unknown, [step, ...rest]: string[]): boolean {
  const row = Array.isArray(rows) ? rows[0] : rows;
  if (step === undefined) return true;
  return (
    typeof row === 'object' && row !== null && step in row && hasValue((row as Record<string, unknown>)[step], rest)
  );
}
