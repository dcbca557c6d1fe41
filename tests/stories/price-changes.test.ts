import { afterEach, describe, expect, it } from '@jest/globals';
import { adminRequest } from '../support/backends/admin.ts';
import { eventually, execute } from '../support/graph.ts';

describe('A price on the page', () => {
  const lists: string[] = [];

  afterEach(async () => {
    for (const id of lists.splice(0)) await adminRequest(`/admin/price-lists/${id}`, { status: 'draft' });
  });

  it('changes with a sale when that becomes active, and changes back when it ends', async () => {
    const before = await firstPrice();
    await beginSale({});
    const during = await eventually(firstPrice, isReduced);
    await adminRequest(`/admin/price-lists/${lists.pop()}`, { status: 'draft' });
    const after = await eventually(firstPrice, ({ amount }) => amount === before.amount);

    expect(isReduced(before)).toBe(false);
    expect(during.amount).toBe('11.00');
    expect(after.amount).toBe(before.amount);
  });

  it('changes with a scheduled sale at its start, and changes back at its end, in search too', async () => {
    const before = await firstPrice();
    const starts = Date.now() + 3_000;
    await beginSale({ starts_at: new Date(starts).toISOString() });
    const early = await readUntil(starts);
    const found = [await eventually(firstPrice, isReduced), await eventually(lowestFound, (price) => price === 11)];
    const ends = Date.now() + 3_000;
    await adminRequest(`/admin/price-lists/${lists[0]}`, { ends_at: new Date(ends).toISOString() });
    const during = await readUntil(ends);
    const after = await eventually(firstPrice, (price) => !isReduced(price));

    // Responses completed before the sale have the old price, and responses read entirely within it have the sale
    // price.
    expect(early.filter((price) => price.to < starts && isReduced(price))).toEqual([]);
    expect(found).toMatchObject([{ amount: '11.00' }, 11]);
    expect(during.filter((price) => price.to < ends && !isReduced(price))).toEqual([]);
    expect(during.length).toBeGreaterThan(0);
    expect(after.amount).toBe(before.amount);
    expect(await eventually(lowestFound, (price) => price !== 11)).not.toBe(11);
  });

  async function readUntil(moment: number): Promise<Price[]> {
    const read = [await firstPrice()];
    while (Date.now() < moment) read.push(await firstPrice());
    return read;
  }

  async function beginSale(dates: { starts_at?: string; ends_at?: string }): Promise<void> {
    const { variantId } = await firstPrice();
    const { price_list } = (await adminRequest('/admin/price-lists', {
      ...{ title: 'A sale', description: 'A sale', status: 'active', type: 'sale' },
      ...dates,
      prices: [{ variant_id: variantId, currency_code: 'eur', amount: 11 }],
    })) as { price_list: { id: string } };
    lists.push(price_list.id);
  }
});

interface Price {
  variantId: string;
  amount: string;
  /** The time when it was read. */
  from: number;
  to: number;
}

function isReduced({ amount }: Price): boolean {
  return amount === '11.00';
}

/** The lowest price in the search index, in euros. */
async function lowestFound(): Promise<number> {
  const { data } = await execute('{ search(facets: [PRICE]) { facets { range { min } } } }');
  return data.search.facets[0].range.min;
}

/** The price of the first variant of the oldest product, in euros. */
async function firstPrice(): Promise<Price> {
  const from = Date.now();
  const { data } = await execute(
    '{ products(first: 1) { nodes { variants(first: 1) { nodes { id price { amount } } } } } }',
  );
  const [variant] = data.products.nodes[0].variants.nodes;
  return { variantId: variant.id, amount: variant.price.amount, from, to: Date.now() };
}
