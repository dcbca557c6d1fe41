import { afterEach, describe, expect, it } from '@jest/globals';
import { adminRequest } from '../support/admin.ts';
import { ask, eventually } from '../support/ask.ts';

describe('A price that the page has shown', () => {
  const lists: string[] = [];

  afterEach(async () => {
    for (const id of lists.splice(0)) await adminRequest(`/admin/price-lists/${id}`, { status: 'draft' });
  });

  it('gives way to a sale as soon as that is active, and comes back when it is not', async () => {
    const before = await firstPrice();
    await beginSale({});
    const during = await eventually(firstPrice, ({ amount }) => amount === '111.00');
    await adminRequest(`/admin/price-lists/${lists.pop()}`, { status: 'draft' });
    const after = await eventually(firstPrice, ({ amount }) => amount === before.amount);

    expect(before.amount).not.toBe('111.00');
    expect(during.amount).toBe('111.00');
    expect(after.amount).toBe(before.amount);
  });

  it('gives way to a dated sale at its moment, and comes back at its end', async () => {
    const before = await firstPrice();
    const [starts, ends] = [Date.now() + 4_000, Date.now() + 8_000];
    await beginSale({ starts_at: new Date(starts).toISOString(), ends_at: new Date(ends).toISOString() });
    const seen = [await firstPrice()];
    while (Date.now() < ends + 500) seen.push(await firstPrice());

    // What was read wholly before, within or after the sale shows the price of that time.
    const wrong = seen.filter(({ amount, from, to }) => {
      const isSale = amount === '111.00';
      if (to < starts || from > ends) return isSale;
      return from > starts && to < ends && !isSale;
    });
    expect(wrong).toEqual([]);
    expect(seen.at(-1)?.amount).toBe(before.amount);
    expect(seen.length).toBeGreaterThan(2);
  });

  async function beginSale(dates: { starts_at?: string; ends_at?: string }): Promise<void> {
    const { variantId } = await firstPrice();
    const { price_list } = (await adminRequest('/admin/price-lists', {
      ...{ title: 'A sale', description: 'A sale', status: 'active', type: 'sale' },
      ...dates,
      prices: [{ variant_id: variantId, currency_code: 'eur', amount: 111 }],
    })) as { price_list: { id: string } };
    lists.push(price_list.id);
  }
});

/** The price of the first variant of the oldest product in euros, and the time in which it was read. */
async function firstPrice(): Promise<{ variantId: string; amount: string; from: number; to: number }> {
  const from = Date.now();
  const { data } = await ask(
    '{ products(first: 1) { nodes { variants(first: 1) { nodes { id price { amount } } } } } }',
  );
  const [variant] = data.products.nodes[0].variants.nodes;
  return { variantId: variant.id, amount: variant.price.amount, from, to: Date.now() };
}
