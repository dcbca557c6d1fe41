import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { installationMailbox, mailsTo, nextMail } from '../support/backends/mailbox.ts';
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

/** Buys a notebook as a guest with a new address, and waits until the warehouse has the order. */
async function buy() {
  const email = `${randomUUID()}@guest.example`;
  const { cartId, paymentId } = await fillUnpaidCart('variant_understory-notebook-bark-a6', 'FR', {}, email);
  await payByCard(paymentId);
  const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
  await waitAtWarehouse(order.number);
  return {
    email,
    paymentId,
    number: order.number as number,
    orderId: order.id as string,
    accessToken: accessToken as string,
  };
}

/** The mail about an event of an order, by the end of its subject. */
const mailTo = (email: string, event: string) =>
  nextMail(installationMailbox(), email, 0, ({ subject }) => subject.endsWith(`: ${event}`));
const subjectsTo = async (email: string) =>
  (await mailsTo(installationMailbox(), email)).map(({ subject }) => subject.split(': ')[1]).sort();

describe('A buyer who changes their mind', () => {
  it('cancels an order that has not left: the warehouse stops it, and the payment is released', async () => {
    const { email, paymentId, number, orderId, accessToken } = await buy();
    const confirmed = await mailTo(email, 'confirmed');
    const before = (await intentOf(paymentId)).status;
    const { userErrors } = await run('OrderCancel', { orderId, accessToken, idempotencyKey: randomUUID() });
    const order = await eventually(
      () => run('Order', { id: orderId, accessToken }),
      ({ status }) => status === 'CANCELED',
      20_000,
    );

    const canceled = await mailTo(email, 'canceled');
    const [, id, token] = /account\/order#id=(\w+)&token=(\S+)/.exec(confirmed.text) ?? [];

    expect(await run('Order', { id, accessToken: token })).toMatchObject({ id: orderId, number });
    expect(confirmed.text).toContain('1 × Understory Notebook');
    expect(canceled.text).toContain('Your payment was released. Nothing was charged.');
    expect(await subjectsTo(email)).toEqual(['canceled', 'confirmed']);
    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({ canceledAt: expect.any(String), cancellation: { status: 'COMPLETED' } });
    expect((await findAtWarehouse(number)).map(({ orderStatus }) => orderStatus)).toEqual(['cancelled']);
    expect([before, (await intentOf(paymentId)).status]).toEqual(['requires_capture', 'canceled']);
  });

  it('cannot cancel an order that has left, and requests a return with a label instead', async () => {
    const { email, number, orderId, accessToken } = await buy();
    await ship(orderId, 'TRACK-RETURN');
    const shipped = await mailTo(email, 'shipped');
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
    const accepted = await mailTo(email, `return ${requested.return.number} accepted`);
    const pdf = await fetch(label.url);
    const returnId = requested.return.id;
    await run('OrderReturnCancel', { orderId, accessToken, returnId });
    const labels = await eventually(
      () => labelsAtWarehouse(returnId),
      ([one]) => one?.voided === true,
      20_000,
    );

    expect(shipped.text).toContain('Tracking number\nTRACK-RETURN\n  Carrier: SANDBOX');
    expect(accepted.text).toContain('Get the return label:');
    expect(accepted.html).not.toContain(new URL(label.url).pathname);
    expect(await subjectsTo(email)).toEqual(['confirmed', `return ${requested.return.number} accepted`, 'shipped']);
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
