import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

const small = [
  { name: 'Colour', value: 'Soot' },
  { name: 'Size', value: 'Small' },
];

/** What shows a product and its variants. */
export function presentationSuite(shop: Shop): void {
  const variantOf = async (options: object[]) => {
    const { data, errors } = await shop.ask(
      'query ($options: [SelectedOptionInput!]!) { product(id: "prod_tote") { variant(options: $options) { id sku } } }',
      { options },
    );
    return { variant: data?.product?.variant, errors };
  };

  it('is read with all that shows it and its variants by one call', async () => {
    const { data, errors } = await shop.ask(`{
      product(id: "prod_tote") {
        dimensions { length width height unit }
        options { key name values optionValues { key name swatch { colour image { url } } } }
        media { totalCount nodes {
          __typename
          ... on Image { url altText }
        } }
        variants { nodes {
          image { url } images { url altText } barcodes { type value } dimensions { length width height unit }
          weight { value unit }
        } }
      }
    }`);

    const closed = 'https://media.axiom.example/pictures/tote/0.webp';
    const elsewhere = 'https://elsewhere.example/tote.webp';
    expect(errors).toBeUndefined();
    expect(data.product).toEqual({
      dimensions: { length: 320, width: 140, height: 280, unit: 'MILLIMETRES' },
      options: [
        {
          key: 'Size',
          name: 'Size',
          values: ['Small', 'Large'],
          optionValues: [
            { key: 'Small', name: 'Small', swatch: null },
            { key: 'Large', name: 'Large', swatch: null },
          ],
        },
        {
          key: 'Colour',
          name: 'Colour',
          values: ['Soot', 'Amber'],
          optionValues: [
            { key: 'Soot', name: 'Soot', swatch: { colour: '#1e1c1b', image: null } },
            { key: 'Amber', name: 'Amber', swatch: null },
          ],
        },
      ],
      media: {
        totalCount: 3,
        nodes: [
          { __typename: 'Image', url: elsewhere, altText: 'Ember Tote (2)' },
          { __typename: 'ProductModel' },
          { __typename: 'Image', url: closed, altText: 'The tote, closed' },
        ],
      },
      variants: {
        nodes: [
          {
            image: { url: closed },
            images: [{ url: closed, altText: 'The tote, closed' }],
            barcodes: [{ type: 'GTIN_13', value: '9520000000011' }],
            dimensions: { length: 320, width: 140, height: 280, unit: 'MILLIMETRES' },
            weight: { value: 850, unit: 'GRAMS' },
          },
          {
            image: { url: elsewhere },
            images: [
              { url: elsewhere, altText: 'Ember Tote (2)' },
              { url: closed, altText: 'The tote, closed' },
            ],
            barcodes: [],
            dimensions: { length: 400, width: 180, height: 350, unit: 'MILLIMETRES' },
            weight: { value: 850, unit: 'GRAMS' },
          },
        ],
      },
    });
    expect(shop.calls()).toHaveLength(1);
  });

  it('has the variant with exactly the chosen options, in any order, by one call', async () => {
    expect(await variantOf(small)).toEqual({ variant: { id: 'variant_tote_small', sku: 'TOTE-S' } });
    expect(shop.calls()).toHaveLength(1);
  });

  it.each([
    ['a value of an option is missing', small.slice(1)],
    ['no variant has the values together', [small[0], { name: 'Size', value: 'Large' }]],
    ['a value does not exist', [small[0], { name: 'Size', value: 'Huge' }]],
    ['nothing is chosen', []],
  ])('has no variant where %s', async (_, options) => {
    expect(await variantOf(options as object[])).toEqual({ variant: null });
  });

  it('finds a variant by names of the language and by keys, so that the address of a choice works in every language', async () => {
    const idWith = async (options: string) => {
      const query = `{ product(id: "prod_tote") { variant(options: [${options}]) { id } } }`;
      const { data, errors } = await shop.ask(query, {}, { 'x-axiom-language': 'FR' });
      return errors ?? data.product.variant?.id;
    };
    const size = (name: string, value: string) => `{ name: "${name}", value: "${value}" }`;

    expect([
      await idWith(`${size('Taille', 'Petit')}, ${size('Couleur', 'Suie')}`),
      await idWith(`${size('Size', 'Small')}, ${size('Colour', 'Soot')}`),
      await idWith(`${size('Size', 'Petit')}, ${size('Couleur', 'Soot')}`),
    ]).toEqual(Array(3).fill('variant_tote_small'));
    expect(await idWith(`${size('Size', 'Small')}, ${size('Taille', 'Petit')}`)).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it.each([
    ['does not have', [{ name: 'Weight', value: '1' }], 'The product has no such option. '],
    ['is named twice', [...small, small[0]], 'The option is named twice. '],
  ])('refuses an option that it %s, and names those that it has', async (_, options, message) => {
    const { variant, errors } = await variantOf(options as object[]);

    expect(variant).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        message: `${message}Its options are: "Size", "Colour".`,
        path: ['product', 'variant'],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      }),
    ]);
  });

  it('pages through its media', async () => {
    const page = async (after: string | null) => {
      const { data } = await shop.ask(
        `query ($after: String) { product(id: "prod_tote") {
          media(first: 2, after: $after) { edges { node { __typename } } pageInfo { hasNextPage endCursor } }
        } }`,
        { after },
      );
      return data.product.media;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);

    expect(first).toMatchObject({ edges: [{}, {}], pageInfo: { hasNextPage: true } });
    expect(second).toMatchObject({ edges: [{ node: { __typename: 'Image' } }], pageInfo: { hasNextPage: false } });
  });

  it('shows a video immediately after editors add it', async () => {
    type Made = { product: { metadata: object } };
    const read = async () => {
      const { data } = await shop.ask(`{ product(id: "prod_box_1") {
        media { nodes { ... on Video {
          altText durationSeconds poster { url } sources { url contentType width height }
        } } }
      } }`);
      return data.product.media.nodes;
    };
    const before = await read();
    const { product } = (await shop.callMedusa('admin/products/prod_box_1?fields=metadata')) as Made;
    const video = {
      sources: [{ url: 'box/1.mp4', content_type: 'video/mp4', width: 1280, height: 720 }, { url: 'no-type.mp4' }],
      poster: { url: 'box/1.webp' },
      alt: 'The box opens',
      duration_seconds: 6.5,
    };
    const media = [{ video }, { video: { sources: [] } }, { image: 'no-such.webp' }];
    await shop.callMedusa('admin/products/prod_box_1', { metadata: { ...product.metadata, media } });
    const after = await read();
    await shop.callMedusa('admin/products/prod_box_1', { metadata: { ...product.metadata, media: '' } });

    expect([before, await read()]).toEqual([[], []]);
    expect(after).toEqual([
      {
        altText: 'The box opens',
        durationSeconds: 6.5,
        poster: { url: 'https://media.axiom.example/pictures/box/1.webp' },
        sources: [
          {
            url: 'https://media.axiom.example/pictures/box/1.mp4',
            contentType: 'video/mp4',
            width: 1280,
            height: 720,
          },
        ],
      },
    ]);
  });
}
