import { describe, expect, it, jest } from '@jest/globals';
import { execute } from '../support/graph.ts';

jest.setTimeout(240_000);

const variantId = 'variant_tarn-tumblers-amber';

const page = `query ($from: Decimal, $to: Decimal) {
  product(handle: "tarn-tumblers") { id variants { nodes { id price { amount currencyCode } taxedPrice { gross { amount } } } } }
  search(filter: { price: { min: $from, max: $to } }, facets: [PRICE], first: 100) {
    nodes { id } facets { range { min max currencyCode } }
  }
}`;

const create = `mutation ($input: CartCreateInput) { cartCreate(input: $input) { userErrors { code } cart {
  region { pricesIncludeTax } lines { unitPrice { amount } total { amount } } cost { total { amount currencyCode } }
} } }`;

interface Line {
  unitPrice: { amount: string };
  total: { amount: string };
}

describe('A price', () => {
  it('is the same on the page, in the search index and in the cart, in every country', async () => {
    const { data } = await execute('{ regions { currencyCode pricesIncludeTax countries { code } } }', {});
    const regions: { currencyCode: string; pricesIncludeTax: boolean; countries: { code: string }[] }[] = data.regions;
    const countries = regions.flatMap((region) => region.countries.map(({ code }) => ({ ...region, code })));
    const seen: unknown[] = [];
    const expected: unknown[] = [];
    for (const { code, currencyCode, pricesIncludeTax } of countries) {
      const headers = { 'x-axiom-country': code };
      const { data: shown } = await execute(page, {}, headers);
      const variants: { id: string; price: { amount: string }; taxedPrice: { gross: { amount: string } } }[] =
        shown.product.variants.nodes;
      const { price, taxedPrice } = variants.find(({ id }) => id === variantId) as (typeof variants)[number];
      const lowest = String(Math.min(...variants.map((variant) => Number(variant.price.amount))));
      const { data: found } = await execute(page, { from: lowest, to: lowest }, headers);
      const { data: made } = await execute(create, { input: { lines: [{ variantId, quantity: 1 }] } }, headers);
      const { cart } = made.cartCreate;
      seen.push([
        ...[code, cart.region.pricesIncludeTax, taxedPrice.gross.amount, cart.cost.total],
        cart.lines.map(({ unitPrice, total }: Line) => [unitPrice.amount, total.amount]),
        found.search.nodes.some(({ id }: { id: string }) => id === shown.product.id),
        found.search.facets[0].range.currencyCode,
      ]);
      expected.push([
        ...[code, pricesIncludeTax, price.amount, { amount: price.amount, currencyCode }],
        [[price.amount, price.amount]],
        ...[true, currencyCode],
      ]);
    }

    expect(countries).toHaveLength(30);
    expect(seen).toEqual(expected);
  });
});
