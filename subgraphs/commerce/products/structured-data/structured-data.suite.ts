import { expect, it } from '@jest/globals';
import type { Shop } from '../../commerce.fixture.ts';

type Node = Record<string, unknown> & { '@type': string };

/** JSON-LD of products, categories and collections, from Medusa. */
export function structuredDataSuite(shop: Shop): void {
  const tote = async (headers: Record<string, string> = {}) => {
    const { data, errors, extensions } = await shop.ask(
      `{ product(id: "prod_tote") {
        structuredData(productUrl: "https://axiom.example/p/{handle}", categoryUrl: "https://axiom.example/c/{handle}")
        variants { nodes { price { amount currencyCode } compareAtPrice { amount } } }
      } }`,
      {},
      headers,
    );
    expect(errors).toBeUndefined();
    const [product, ...trails] = data.product.structuredData['@graph'] as [Node, Node];
    return { product, trails, variants: data.product.variants.nodes, fallbacks: extensions?.fallbacks };
  };
  const namesIn = ({ itemListElement }: Node) => (itemListElement as { name: string }[]).map(({ name }) => name);

  it('has the prices that the market shows, with or without tax as there', async () => {
    const europe = await tote({ 'x-axiom-country': 'FR' });
    const america = await tote({ 'x-axiom-country': 'US' });
    const japan = await tote({ 'x-axiom-country': 'JP' });
    const offersOf = ({ product }: typeof europe) => ({
      ...(product.offers as Node),
      offers: (product.hasVariant as { offers: Node }[]).map(({ offers }) => offers),
    });

    for (const read of [europe, america, japan]) {
      const { offers, lowPrice, highPrice } = offersOf(read) as Node & { offers: Node[] };
      expect(offers.map(({ price, priceCurrency }) => ({ amount: price, currencyCode: priceCurrency }))).toEqual(
        read.variants.map(({ price }: { price: object }) => price),
      );
      expect([lowPrice, highPrice]).toEqual([offers[0]?.price, offers[1]?.price]);
    }
    expect(offersOf(europe)).toMatchObject({ lowPrice: '1250.50', highPrice: '2400.00', priceCurrency: 'EUR' });
    expect(offersOf(japan)).toMatchObject({ lowPrice: '198000', highPrice: '380000', priceCurrency: 'JPY' });
    for (const [read, isGross] of [
      [europe, true],
      [america, false],
      [japan, true],
    ] as const)
      for (const { priceSpecification } of offersOf(read).offers)
        for (const { valueAddedTaxIncluded } of [priceSpecification].flat() as Node[])
          expect(valueAddedTaxIncluded).toBe(isGross);
    expect(offersOf(europe).offers[0]).toMatchObject({
      ...{ sku: 'TOTE-S', gtin13: '9520000000011', availability: 'https://schema.org/InStock' },
      priceSpecification: [
        { price: '1250.50' },
        { price: '1500.00', priceType: 'https://schema.org/StrikethroughPrice' },
      ],
      hasMerchantReturnPolicy: { applicableCountry: 'FR', merchantReturnDays: 30 },
    });
    expect(europe.product).toMatchObject({ '@type': 'ProductGroup', productGroupID: 'prod_tote' });
    expect(offersOf(europe).offers[1]).toMatchObject({ sku: 'TOTE-L', availability: 'https://schema.org/OutOfStock' });
    expect(offersOf(america).offers[0]).toMatchObject({ hasMerchantReturnPolicy: { applicableCountry: 'US' } });
  });

  it('is in the language of the request, with its handles, and says what is not', async () => {
    const { product, trails, fallbacks } = await tote({ 'x-axiom-language': 'FR' });

    expect(product).toMatchObject({ name: 'Cabas Braise', url: 'https://axiom.example/p/cabas-braise' });
    expect(trails.map(namesIn)).toEqual([['Leather', 'Sacs', 'Cabas Braise']]);
    // "Leather" and the titles of variants have no French text.
    expect(fallbacks).toContain('Product.structuredData product structuredData');
  });

  it('of many products, categories and collections needs a constant number of calls', async () => {
    const { data, errors } = await shop.ask(`{
      products(first: 31) { nodes { structuredData } }
      categories { nodes { handle structuredData(categoryUrl: "https://axiom.example/c/{handle}") } }
      collections { nodes { handle structuredData } }
    }`);

    expect(errors).toBeUndefined();
    expect(data.products.nodes).toHaveLength(31);
    for (const { structuredData } of data.products.nodes)
      expect(structuredData['@graph'][0]['@type']).toMatch(/^Product(Group)?$/);
    const bags = data.categories.nodes.find(({ handle }: { handle: string }) => handle === 'bags');
    const crumb = (position: number, name: string, handle: string) => ({
      ...{ '@type': 'ListItem', position, name, item: `https://axiom.example/c/${handle}` },
    });
    const isPartOf = { '@type': 'WebSite', name: 'AXIOM' };
    expect(bags.structuredData['@graph']).toEqual([
      {
        ...{ '@type': 'CollectionPage', name: 'Bags', description: 'To carry.', isPartOf },
        url: 'https://axiom.example/c/bags',
      },
      { '@type': 'BreadcrumbList', itemListElement: [crumb(1, 'Leather', 'leather'), crumb(2, 'Bags', 'bags')] },
    ]);
    expect(data.collections.nodes[0].structuredData).toEqual({
      '@context': 'https://schema.org',
      '@graph': [{ '@type': 'CollectionPage', name: 'Ember', description: 'Warm leathers.', isPartOf }],
    });
    // Products, categories, collections and sales. Regions are kept for a minute.
    expect(shop.calls()).toHaveLength(4);
  });

  it.each([
    '/p/{handle}',
    'https://axiom.example/p',
    'javascript:{handle}',
    `https://a.example/${'x'.repeat(500)}{handle}`,
  ])('refuses %s as the address of pages', async (url) => {
    const { errors } = await shop.ask(
      'query ($url: String) { product(id: "prod_tote") { structuredData(productUrl: $url) } }',
      { url },
    );

    expect(errors?.map(({ extensions }) => [extensions.code, extensions.argument ?? extensions.field])).toEqual([
      ['BAD_USER_INPUT', expect.anything()],
    ]);
  });
}
