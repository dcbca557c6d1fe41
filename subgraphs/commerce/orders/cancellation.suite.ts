import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { box } from '../carts/carts.fixture.ts';
import type { Shop } from '../commerce.fixture.ts';
import { ordersAt } from './orders.fixture.ts';

/** Orders that their buyers cancel. */
export function cancellationSuite(shop: Shop): void {
  const stockOf = async (number: number) => {
    const { data } = await shop.ask(
      `{ product(id: "prod_box_${number}") { variants(first: 1) { nodes { availableQuantity } } } }`,
    );
    return data.product.variants.nodes[0].availableQuantity as number;
  };
  const refused = (code: string, field: string[] | null = null) => ({
    data: { orderCancel: { order: null, userErrors: [{ code, field }] } },
  });

  describe('An order that its buyer cancels', () => {
    it('is canceled once the warehouse has stopped it: the payment is released and the stock is back', async () => {
      const { buy, cancel, answer, paymentsOf, waiting } = ordersAt(shop);
      const before = await stockOf(13);
      const placed = await buy([{ variantId: box(13), quantity: 2 }]);
      const bought = await stockOf(13);
      const request = { reason: ' Too late ', idempotencyKey: randomUUID() };
      const [first] = await Promise.all([cancel(placed, request), answer(placed.orderId, 'stopped')]);
      const after = await stockOf(13);
      const again = await cancel(placed, request);
      const other = await cancel(placed, { reason: 'Another' });

      expect(first.data.orderCancel).toEqual({
        order: expect.objectContaining({
          id: placed.orderId,
          status: 'CANCELED',
          canceledAt: expect.stringMatching(/Z$/),
          cancellation: { status: 'COMPLETED', reason: 'Too late' },
        }),
        userErrors: [],
      });
      expect([again.data, other.data]).toEqual([first.data, first.data]);
      for (const { extensions } of [first, again]) expect(extensions?.invalidates).toEqual(['product:prod_box_13']);
      expect([bought, after]).toEqual([before - 2, before]);
      expect(await paymentsOf(placed.orderId)).toEqual([
        expect.objectContaining({ canceled_at: expect.any(String), captures: [], refunds: [] }),
      ]);
      expect(await waiting()).not.toContain(placed.orderId);
    }, 90_000);

    it('is refunded in full, once, where it was paid already', async () => {
      const { buy, cancel, answer, capture, paymentsOf, read } = ordersAt(shop);
      const placed = await buy([{ variantId: box(13) }]);
      await capture(placed.orderId);
      const { total } = await read(placed);
      await Promise.all([cancel(placed), answer(placed.orderId, 'stopped')]);
      await shop.callMedusa(`worker/cancellations/${placed.orderId}`, { answer: 'stopped' });
      const [payment] = await paymentsOf(placed.orderId);

      expect(payment?.captures.map(({ amount }) => amount)).toEqual([Number(total.amount)]);
      expect(payment?.refunds.map(({ amount }) => amount)).toEqual([Number(total.amount)]);
      expect((await read(placed)).total).toEqual(total);
    }, 90_000);

    it('is on its way to be canceled while the warehouse does not answer, and is not sent to it', async () => {
      const { buy, cancel, answer, read, waiting } = ordersAt(shop);
      const placed = await buy([{ variantId: box(13) }]);
      const { data } = await cancel(placed);
      const [between, sent] = [await read(placed), await waiting()];
      await answer(placed.orderId, 'stopped');

      const requested = { status: 'PENDING', canceledAt: null, cancellation: { status: 'REQUESTED', reason: null } };
      expect(data.orderCancel).toEqual({ order: expect.objectContaining(requested), userErrors: [] });
      expect(between).toEqual(expect.objectContaining(requested));
      expect(sent).not.toContain(placed.orderId);
      expect(await read(placed)).toMatchObject({ status: 'CANCELED', cancellation: { status: 'COMPLETED' } });
    }, 90_000);

    it('stays where a parcel has left, as the warehouse says', async () => {
      const { buy, cancel, answer, read, paymentsOf } = ordersAt(shop);
      const placed = await buy([{ variantId: box(13) }]);
      const [late] = await Promise.all([cancel(placed), answer(placed.orderId, 'left')]);

      expect(late).toEqual(refused('ORDER_SHIPPED'));
      expect(await read(placed)).toMatchObject({ status: 'PENDING', cancellation: { status: 'REFUSED' } });
      expect(await paymentsOf(placed.orderId)).toEqual([expect.objectContaining({ canceled_at: null, refunds: [] })]);
    }, 90_000);

    it('stays where a parcel is reported first: before the request, or before the answer of the warehouse', async () => {
      const { buy, cancel, requested, answer, ship, read, paymentsOf } = ordersAt(shop);
      const [shipped, racing] = [await buy([{ variantId: box(13) }]), await buy([{ variantId: box(13) }])];
      await ship(shipped.orderId);
      const atOnce = await cancel(shipped);
      const race = cancel(racing);
      await requested(racing.orderId);
      await ship(racing.orderId);
      await answer(racing.orderId, 'stopped');
      await race;

      expect(atOnce).toEqual(refused('ORDER_SHIPPED'));
      expect(await read(shipped)).toMatchObject({ status: 'PENDING', canceledAt: null, cancellation: null });
      expect(await read(racing)).toMatchObject({ status: 'PENDING', cancellation: { status: 'REFUSED' } });
      for (const { orderId } of [shipped, racing]) {
        expect(await paymentsOf(orderId)).toEqual([expect.objectContaining({ canceled_at: null, refunds: [] })]);
      }
    }, 90_000);

    it('is canceled by its customer, and by no one else', async () => {
      const { buy, cancel, answer, read } = ordersAt(shop);
      const [ada, eve] = [await shop.signUp('Ada'), await shop.signUp('Eve')];
      const placed = await buy([{ variantId: box(13) }], ada);
      const { orderId } = placed;
      const stranger = await cancel({ orderId });
      const wrong = [await cancel({ orderId }, {}, eve), await cancel({ orderId, accessToken: 'guessed' })];
      const untouched = await read(placed);
      const [right] = await Promise.all([cancel({ orderId }, {}, ada), answer(orderId, 'stopped')]);

      expect(stranger.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
      expect(wrong).toEqual(Array(2).fill(refused('ORDER_NOT_FOUND', ['orderId'])));
      expect(untouched).toMatchObject({ status: 'PENDING', cancellation: null });
      expect(right.data.orderCancel.order).toMatchObject({ status: 'CANCELED' });
    }, 90_000);

    it('is refused with a reason that is too long, and with a key that was used for another reason', async () => {
      const { buy, cancel, read, answer } = ordersAt(shop);
      const placed = await buy([{ variantId: box(13) }]);
      const tooLong = await cancel(placed, { reason: 'x'.repeat(501) });
      const unreadable = await cancel(placed, { reason: 'a\u0007' });
      const untouched = await read(placed);
      const idempotencyKey = randomUUID();
      await Promise.all([cancel(placed, { idempotencyKey }), answer(placed.orderId, 'stopped')]);
      const reused = await cancel(placed, { idempotencyKey, reason: 'Another' });

      expect([tooLong, unreadable]).toEqual(Array(2).fill(refused('INVALID', ['reason'])));
      expect(untouched).toMatchObject({ status: 'PENDING', cancellation: null });
      expect(reused).toEqual(refused('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey']));
    }, 90_000);
  });
}
