import { expect, it } from '@jest/globals';
import { eventually } from '#tests/support/graph.ts';
import type { Shop } from '../../commerce.fixture.ts';
import { ordersAt } from '../../orders/orders.fixture.ts';

/** Orders of products that Medusa does not sort by: that of the editors, and what sells. */
export function sortingSuite(shop: Shop): void {
  const orders = ordersAt(shop);
  const pages = async (field: string, first: number) => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await shop.ask(
        `query ($after: String) { of: ${field.replace('PAGE', `first: ${first}, after: $after`)} }`,
        { after },
      );
      expect(errors).toBeUndefined();
      const { nodes, pageInfo } = data.of.products ?? data.of;
      ids.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    return ids;
  };
  const page = '{ totalCount nodes { id } pageInfo { hasNextPage endCursor } }';
  const collection = (sort: string) => `collection(id: "pcol_plain") { products(PAGE, sort: ${sort}) ${page} }`;
  const category = (sort: string) => `category(id: "pcat_bags") { products(PAGE, sort: ${sort}) ${page} }`;

  it('is that of the editors, with the newest of the others last, on pages of any size', async () => {
    const product_order = ['prod_box_7', 'prod_none', 'prod_tote', 'prod_box_2', 'prod_box_7', 'prod_box_26'];
    await shop.callMedusa('admin/collections/pcol_plain', { metadata: { description: 'Boxes.', product_order } });
    await shop.callMedusa('admin/product-categories/pcat_bags', { metadata: { product_order } });
    const [newest, whole] = [await pages(collection('CREATED_AT_DESC'), 100), await pages(collection('MANUAL'), 100)];
    const small = await pages(collection('MANUAL'), 7);
    const leather = await pages(category('MANUAL'), 5);

    const placed = ['prod_box_7', 'prod_box_2', 'prod_box_26'];
    expect(whole).toEqual([...placed, ...newest.filter((id) => !placed.includes(id))]);
    expect(small).toEqual(whole);
    expect(leather.slice(0, 2)).toEqual(['prod_tote', 'prod_box_2']);
    expect(new Set(leather).size).toBe(16);
    const { data } = await shop.ask(
      '{ collection(id: "pcol_plain") { products(first: 100, sort: MANUAL, deliverableFirst: true) { nodes { id } } } }',
      {},
      { 'x-axiom-country': 'DE' },
    );
    const deliverable = data.collection.products.nodes.map(({ id }: { id: string }) => id);
    // Box 26 may not be delivered to Germany.
    expect(deliverable).toEqual([...whole.filter((id) => id !== 'prod_box_26'), 'prod_box_26']);
    const { data: found } = await shop.ask(
      '{ productPlaces(productIds: ["prod_box_2", "prod_tote", "prod_box_3"]) { listId productId place } }',
    );
    // A product has the place of its first mention.
    expect(found.productPlaces).toEqual(
      ['pcol_plain', 'pcat_bags'].flatMap((listId) => [
        { listId, productId: 'prod_tote', place: 2 },
        { listId, productId: 'prod_box_2', place: 3 },
      ]),
    );
    shop.resetCalls();
    await shop.ask(`{ collection(id: "pcol_plain") { products(first: 3, sort: MANUAL) { nodes { id title } } } }`);
    expect(shop.calls()).toHaveLength(3);
  });

  it('is that of the pieces that sell, without those of canceled orders', async () => {
    const variantId = (number: number) => `variant_box_${number}_One`;
    await orders.buy([{ variantId: variantId(12), quantity: 2 }]);
    await orders.buy([
      { variantId: variantId(12), quantity: 1 },
      { variantId: variantId(15), quantity: 2 },
    ]);
    const canceled = await orders.buy([{ variantId: variantId(18), quantity: 9 }]);
    const soldNow = async () => {
      const { products } = (await shop.callMedusa('store/best-sellers')) as {
        products: { id: string; quantity: number }[];
      };
      return new Map(products.map(({ id, quantity }) => [id, quantity]));
    };
    const before = await eventually(soldNow, (sold) => sold.has('prod_box_18'), 60_000);
    const cancellation = orders.cancel(canceled);
    await orders.answer(canceled.orderId, 'stopped');
    await cancellation;
    const fewer = (sold: Map<string, number>) => (sold.get('prod_box_18') ?? 0) < (before.get('prod_box_18') ?? 0);
    const after = await eventually(soldNow, fewer, 60_000);
    expect(fewer(after)).toBe(true);
    const amount = (id: string) => after.get(id) ?? 0;

    for (const [field, count] of [
      [collection('BEST_SELLING'), 30],
      [category('BEST_SELLING'), 16],
      [`products(PAGE, sort: BEST_SELLING, filter: { collections: ["plain", "ember"] }) ${page}`, 31],
    ] as const) {
      const newest = await pages(field.replace('BEST_SELLING', 'CREATED_AT_DESC'), 100);
      const whole = await pages(field, 100);
      expect(whole).toEqual(newest.toSorted((one, other) => amount(other) - amount(one)));
      expect(whole).toHaveLength(count);
      expect(await pages(field, 6)).toEqual(whole);
    }
    expect(amount('prod_box_12') - amount('prod_box_15')).toBeGreaterThanOrEqual(1);
    shop.resetCalls();
    await shop.ask(`{ collections { nodes { products(first: 3, sort: BEST_SELLING) { nodes { id title } } } } }`);
    // The collections, what was sold, which products they have, and the products on the pages.
    expect(shop.calls()).toHaveLength(4);
    const { data } = await shop.ask('{ salesRanks { productId rank } }');
    const ranks = new Map<string, number>(
      data.salesRanks.map(({ productId, rank }: { productId: string; rank: number }) => [productId, rank]),
    );
    expect(new Set(ranks.keys())).toEqual(new Set(after.keys()));
    for (const [id, rank] of ranks) {
      const better = new Set([...after.values()].filter((quantity) => quantity > amount(id)));
      expect(rank).toBe(better.size + 1);
    }
  }, 240_000);

  it('of the editors is of a collection or a category only', async () => {
    const { data, errors } = await shop.ask('{ products(sort: MANUAL) { totalCount } }');

    expect(data).toEqual({ products: null });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.argument])).toEqual([
      ['BAD_USER_INPUT', 'sort'],
    ]);
  });

  it('by sales is not returned to clients of the store', async () => {
    await expect(shop.callMedusa('store/best-sellers', undefined, { 'x-axiom-service': '' })).rejects.toThrow('401');
  });
}
