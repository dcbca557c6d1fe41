import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import {
  findAtWarehouse,
  labelsAtWarehouse,
  ship,
  waitAtWarehouse,
  waitUntilShipped,
} from '../support/backends/warehouse.ts';
import { eventually } from '../support/graph.ts';
import { intentOf, payByCard } from '../support/payments/buyer.ts';
import { fillUnpaidCart, run } from '../support/purchase.ts';

/** All systems are real but the warehouse and Stripe. */
jest.setTimeout(60_000);

/** Buys a notebook as a guest, and waits until the warehouse has the order. */
async function buy() {
  const { cartId, paymentId } = await fillUnpaidCart('variant_understory-notebook-bark-a6');
  await payByCard(paymentId);
  const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
  await waitAtWarehouse(order.number);
  return { paymentId, number: order.number as number, orderId: order.id as string, accessToken: accessToken as string };
}

describe('A buyer who changes their mind', () => {
  it('cancels an order that has not left: the warehouse stops it, and the payment is released', async () => {
    const { paymentId, number, orderId, accessToken } = await buy();
    const before = (await intentOf(paymentId)).status;
    const { userErrors } = await run('OrderCancel', { orderId, accessToken, idempotencyKey: randomUUID() });
    const order = await eventually(
      () => run('Order', { id: orderId, accessToken }),
      ({ status }) => status === 'CANCELED',
      20_000,
    );

    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({ canceledAt: expect.any(String), cancellation: { status: 'COMPLETED' } });
    expect((await findAtWarehouse(number)).map(({ orderStatus }) => orderStatus)).toEqual(['cancelled']);
    expect([before, (await intentOf(paymentId)).status]).toEqual(['requires_capture', 'canceled']);
  });

  it('cannot cancel an order that has left, and requests a return with a label instead', async () => {
    const { number, orderId, accessToken } = await buy();
    await ship(orderId, 'TRACK-RETURN');
    const refused = await run('OrderCancel', { orderId, accessToken, idempotencyKey: randomUUID() });
    const { lines } = await waitUntilShipped(orderId, accessToken);
    const wanted = [{ orderLineId: lines[0].id, quantity: 1, reason: 'CHANGED_MIND' }];
    const idempotencyKey = randomUUID();
    const requested = await run('OrderReturnRequest', { orderId, accessToken, lines: wanted, idempotencyKey });
    const order = await run('Order', { id: orderId, accessToken });

    const { label } = await eventually(
      async () => (await run('Order', { id: orderId, accessToken })).returns[0],
      (one) => one.label !== null,
      20_000,
    );
    const pdf = await fetch(label.url);
    const returnId = requested.return.id;
    await run('OrderReturnCancel', { orderId, accessToken, returnId });
    const labels = await eventually(
      () => labelsAtWarehouse(returnId),
      ([one]) => one?.voided === true,
      20_000,
    );

    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
    expect(labels).toEqual([expect.objectContaining({ trackingNumber: label.trackingNumber, voided: true })]);
    expect(refused.userErrors.map(({ code }: { code: string }) => code)).toEqual(['ORDER_SHIPPED']);
    expect(requested).toMatchObject({ return: { status: 'REQUESTED' }, userErrors: [] });
    expect(order).toMatchObject({ status: 'PENDING', lines: [{ returnableQuantity: 0 }] });
    expect(order.returns.map(({ id }: { id: string }) => id)).toEqual([requested.return.id]);
    expect((await findAtWarehouse(number)).map(({ orderStatus }) => orderStatus)).toEqual(['shipped']);
  });
});
