import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { findAtWarehouse, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { attempt, fillCart, run } from '../support/purchase.ts';

/** All systems are real, from the product page to the warehouse. */
jest.setTimeout(60_000);

const productOf = async (handle: string) => run('ProductPage', { handle });
const buy = async (variantId: string) => {
  const cartId = await fillCart(variantId);
  const { order, accessToken, userErrors } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
  expect(userErrors).toEqual([]);
  return { number: order.number as number, ...(await run('Order', { id: order.id, accessToken })) };
};

describe('A numbered piece of a limited edition', () => {
  it('has the next number, which the warehouse gets, and the product page shows at once that fewer remain', async () => {
    const before = await productOf('low-water-bangle');
    const first = await buy('variant_low-water-bangle-one-size');
    const after = await productOf('low-water-bangle');
    const second = await buy('variant_low-water-bangle-one-size');
    const [received] = await waitAtWarehouse(second.number);

    expect(before.edition.size).toBe(12);
    expect(after.edition).toEqual({ size: 12, remaining: before.edition.remaining - 1 });
    const [[one], [two]] = [first, second].map(({ lines }) => lines[0].editionNumbers);
    expect(one.number).toBeGreaterThanOrEqual(8);
    expect(two).toEqual({ number: one.number + 1, size: 12 });
    expect(received?.items).toMatchObject([{ options: [{ name: 'Edition', value: `${two.number} of 12` }] }]);
  });

  it('is refused to a buyer who wants more than one', async () => {
    const input = { lines: [{ variantId: 'variant_meridian-clock-silver', quantity: 2 }] };
    const { data } = await attempt('CartCreate', { input });
    const { purchaseLimit } = await productOf('meridian-clock');

    expect(purchaseLimit).toEqual({ perOrder: 1, perCustomer: 2, days: 365 });
    expect(data.cartCreate).toMatchObject({
      cart: null,
      userErrors: [
        { code: 'PURCHASE_LIMIT_EXCEEDED', field: ['input', 'lines', '0', 'quantity'], availableQuantity: 1 },
      ],
    });
  });
});

describe('A pre-ordered piece', () => {
  it('is bought before there is stock, and waits for its release before it goes to the warehouse', async () => {
    const stool = 'variant_almindingen-stool-smoked';
    const variantIn = ({ variants }: { variants: { nodes: { id: string }[] } }) =>
      variants.nodes.find(({ id }) => id === stool);
    const before = variantIn(await productOf('almindingen-stool'));
    const ordered = await buy(stool);
    const later = await buy('variant_low-water-bangle-one-size');
    const [received] = await waitAtWarehouse(later.number);
    const after = variantIn(await productOf('almindingen-stool'));

    const preOrder = { releasesAt: '2027-06-01T07:00:00.000Z', limit: 6 };
    expect(before).toMatchObject({
      availableForSale: true,
      availableQuantity: 6,
      preOrder: { ...preOrder, remaining: 6 },
    });
    expect(after).toMatchObject({
      availableForSale: true,
      availableQuantity: 5,
      preOrder: { ...preOrder, remaining: 5 },
    });
    expect(ordered.lines).toMatchObject([{ shipsFrom: preOrder.releasesAt, editionNumbers: [] }]);
    expect(received?.orderNumber).toBe(String(later.number));
    expect(await findAtWarehouse(ordered.number)).toEqual([]);
  });
});
