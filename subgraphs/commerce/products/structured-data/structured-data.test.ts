import Validator, { type Issue } from '@adobe/structured-data-validator';
import { describe, expect, it } from '@jest/globals';
import type { ProductRow, VariantRow } from '../../rows.ts';
import { createCategoryTree } from '../categories.ts';
import { categoryData, type ProductTerms, productData, trailsOf } from './structured-data.ts';

const money = (amount: string) => ({ amount, currencyCode: 'EUR' });
const variant = (id: string, more: Partial<VariantRow>) =>
  ({
    ...{ id, sku: id.toUpperCase(), title: `Title ${id}`, barcodes: [], price: money('10.50'), compareAtPrice: null },
    ...{ saleId: null, isCounted: true, isBackordered: false, hasPreOrder: false, preOrder: null, quantity: 1 },
    ...{ image: null, selectedOptions: [] },
    ...more,
  }) as VariantRow;
const product = (variants: VariantRow[], more: Partial<ProductRow> = {}) =>
  ({
    ...{ id: 'prod_1', handle: 'tote', title: 'Tote </script>', description: 'Made once.', originCountry: 'IT' },
    ...{ images: [{ url: 'a.webp', altText: '', width: null, height: null }], personalizations: [], options: [] },
    specifications: [{ key: 'lining', label: 'Lining', value: 'Silk' }],
    allVariants: variants,
    ...more,
  }) as unknown as ProductRow;
const category = (id: string, parentId: string | null, rank = 0) =>
  ({ id, handle: id, name: id.toUpperCase(), description: null, image: null, parentId, rank }) as never;
const tree = createCategoryTree([category('leather', null), category('bags', 'leather'), category('home', null, 1)]);
const terms: ProductTerms = {
  market: { region: { pricesIncludeTax: true }, country: { code: 'FR' } } as ProductTerms['market'],
  sales: new Map([['plist_1', { startsAt: null, endsAt: '2099-02-01T00:00:00.000Z' }]]),
  returnDays: 30,
  trails: trailsOf(['leather', 'bags', 'home'], tree),
  addresses: {
    picture: ({ url }) => `https://media.axiom.example/${url}`,
    product: ({ handle }) => `https://axiom.example/products/${handle}`,
    category: ({ handle }) => `https://axiom.example/categories/${handle}`,
    collection: () => null,
  },
};
const reduced = variant('a', {
  ...{ compareAtPrice: money('12.00'), saleId: 'plist_1' },
  barcodes: [
    { type: 'OTHER', value: 'X1' },
    { type: 'GTIN_13', value: '9520000000011' },
  ],
});

/** What the validator finds that prevents a rich result. */
async function errorsOf(data: Record<string, unknown>): Promise<Issue[]> {
  const nodes = data['@graph'] as { '@type': string; hasVariant?: { '@type': string }[] }[];
  // The validator does not know groups: each variant must be valid by itself.
  const known = nodes.flatMap((node) => (node['@type'] === 'ProductGroup' ? (node.hasVariant ?? []) : [node]));
  const jsonld = Object.fromEntries(Map.groupBy(known, (node) => node['@type']));
  return (await new Validator().validate({ jsonld })).filter(({ severity }) => severity === 'ERROR');
}

describe('The structured data', () => {
  it('of a product with one variant are an offer with exact amounts, and one trail for each deepest category', () => {
    const { '@context': context, '@graph': graph } = productData(product([reduced]), terms);
    const item = (position: number, name: string, path: string) => ({
      ...{ '@type': 'ListItem', position, name, item: `https://axiom.example/${path}` },
    });
    const price = (amount: string) => ({
      ...{ '@type': 'UnitPriceSpecification', price: amount, priceCurrency: 'EUR', valueAddedTaxIncluded: true },
    });

    expect(context).toBe('https://schema.org');
    expect(graph).toEqual([
      {
        ...{ '@type': 'Product', name: 'Tote ‹/script>', description: 'Made once.', productID: 'prod_1' },
        ...{ sku: 'A', gtin13: '9520000000011', url: 'https://axiom.example/products/tote' },
        image: ['https://media.axiom.example/a.webp'],
        brand: { '@type': 'Brand', name: 'AXIOM' },
        category: ['LEATHER > BAGS', 'HOME'],
        additionalProperty: [{ '@type': 'PropertyValue', propertyID: 'lining', name: 'Lining', value: 'Silk' }],
        countryOfOrigin: { '@type': 'Country', name: 'IT' },
        offers: {
          ...{ '@type': 'Offer', sku: 'A', gtin13: '9520000000011', url: 'https://axiom.example/products/tote' },
          ...{ price: '10.50', priceCurrency: 'EUR', priceValidUntil: '2099-01-31' },
          priceSpecification: [
            price('10.50'),
            { ...price('12.00'), priceType: 'https://schema.org/StrikethroughPrice' },
          ],
          availability: 'https://schema.org/InStock',
          itemCondition: 'https://schema.org/NewCondition',
          areaServed: { '@type': 'Country', name: 'FR' },
          hasMerchantReturnPolicy: {
            ...{ '@type': 'MerchantReturnPolicy', applicableCountry: 'FR', merchantReturnDays: 30 },
            returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
            returnMethod: 'https://schema.org/ReturnByMail',
          },
        },
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          item(1, 'LEATHER', 'categories/leather'),
          item(2, 'BAGS', 'categories/bags'),
          item(3, 'Tote ‹/script>', 'products/tote'),
        ],
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [item(1, 'HOME', 'categories/home'), item(2, 'Tote ‹/script>', 'products/tote')],
      },
    ]);
  });

  it('of a product with several variants have the lowest and the highest price, and how each is available', () => {
    const releasesAt = new Date('2099-05-01T00:00:00.000Z');
    const variants = [
      variant('out', { quantity: 0, price: money('9.00') }),
      variant('back', { quantity: 0, isBackordered: true, price: money('100.00') }),
      variant('pre', {
        ...{ quantity: 0, isBackordered: true, hasPreOrder: true },
        preOrder: { releasesAt, limit: 5 },
      }),
      variant('uncounted', { isCounted: false, quantity: 0 }),
      variant('elsewhere', { price: null }),
    ];
    const [group] = productData(product(variants), terms)['@graph'] as [Record<string, unknown>];
    const { '@type': type, sku, productID, productGroupID, offers, hasVariant } = group;
    const each = hasVariant as { name: string; image: string[]; offers: Record<string, string> }[];

    expect([type, sku, productID, productGroupID]).toEqual(['ProductGroup', undefined, undefined, 'prod_1']);
    expect(offers).toEqual({
      ...{ '@type': 'AggregateOffer', lowPrice: '9.00', highPrice: '100.00', priceCurrency: 'EUR', offerCount: 4 },
    });
    expect(
      each.map(({ name, offers: { availability, availabilityStarts } }) => [name, availability, availabilityStarts]),
    ).toEqual([
      ['Tote ‹/script> – Title out', 'https://schema.org/OutOfStock', undefined],
      ['Tote ‹/script> – Title back', 'https://schema.org/BackOrder', undefined],
      ['Tote ‹/script> – Title pre', 'https://schema.org/PreOrder', '2099-05-01T00:00:00.000Z'],
      ['Tote ‹/script> – Title uncounted', 'https://schema.org/InStock', undefined],
    ]);
    expect(new Set(each.flatMap(({ image }) => image))).toEqual(new Set(['https://media.axiom.example/a.webp']));
  });

  it('of a product with several variants say by which properties they differ, in any language', () => {
    const options = [
      { name: 'Couleur', key: 'Colour' },
      { name: 'Taille', key: 'Size' },
      { name: 'Bracelet', key: 'Strap' },
    ] as ProductRow['options'];
    const selected = (colour: string) => [
      ...[
        { name: 'Couleur', value: colour },
        { name: 'Taille', value: 'M' },
        { name: 'Bracelet', value: 'Cuir' },
      ],
    ];
    const picture = { url: 'red.webp', altText: '', width: null, height: null } as unknown as VariantRow['image'];
    const variants = [
      variant('a', { selectedOptions: selected('Rouge'), image: picture }),
      variant('b', { selectedOptions: selected('Noir') }),
    ];
    const [group] = productData(product(variants, { options }), terms)['@graph'] as [Record<string, unknown>];

    expect(group.variesBy).toEqual(['https://schema.org/color', 'https://schema.org/size']);
    expect(group.hasVariant).toMatchObject([
      { '@type': 'Product', sku: 'A', color: 'Rouge', size: 'M', image: ['https://media.axiom.example/red.webp'] },
      { '@type': 'Product', sku: 'B', color: 'Noir', size: 'M', offers: { '@type': 'Offer', price: '10.50' } },
    ]);
  });

  it('say that what is always personalized cannot be returned, and offer nothing where nothing has a price', () => {
    const personalizations = [{ isRequired: true }] as ProductRow['personalizations'];
    const offersOf = (of: ProductRow) => (productData(of, terms)['@graph'] as { offers?: object }[])[0]?.offers;

    expect(offersOf(product([reduced], { personalizations }))).toMatchObject({
      hasMerchantReturnPolicy: { returnPolicyCategory: 'https://schema.org/MerchantReturnNotPermitted' },
    });
    expect(offersOf(product([variant('a', { price: null })]))).toBeUndefined();
  });

  it('are valid for rich results', async () => {
    const bags = tree.byId('bags');
    const of = [
      productData(product([reduced]), terms),
      productData(product([reduced, variant('b', { quantity: 0 })]), terms),
      ...(bags ? [categoryData(bags, tree.ancestors('bags'), terms.addresses)] : []),
    ];

    expect(of).toHaveLength(3);
    for (const data of of) expect(await errorsOf(data)).toEqual([]);
    // The validator reports what is missing.
    expect((await errorsOf(productData(product([]), terms))).length).toBeGreaterThan(0);
  });
});
