import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '#tests/support/graph.ts';
import { box } from '../carts/carts.fixture.ts';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { ordersAt, type Placed } from './orders.fixture.ts';

/** Pieces that buyers send back. */
export function returnSuite(shop: Shop): void {
  const { buy, ship, capture, paymentsOf } = ordersAt(shop);
  const request = (placed: Partial<Placed>, lines: object[], more: object = {}, as?: Requester) =>
    shop.ask(requestMutation, { idempotencyKey: randomUUID(), ...placed, lines, ...more }, {}, as);
  const read = async (placed: Placed) => (await shop.ask(orderQuery, placed)).data.order as OrderAnswer;
  const lineOf = (order: OrderAnswer, sku: string) => order.lines.find((line) => line.sku === sku) as Line;
  const pieces = (line: Line, quantity: number) => ({ orderLineId: line.id, quantity, reason: 'TOO_SMALL' });
  const receive = async (returnId: string, lines: { id: string; quantity: number }[]) => {
    const at = `admin/returns/${returnId}`;
    await shop.callMedusa(`${at}/receive`, {});
    await shop.callMedusa(`${at}/receive-items`, { items: lines });
    await shop.callMedusa(`${at}/receive/confirm`, {});
  };
  const refundedOf = async (placed: Placed) =>
    (await read(placed)).returns.map(({ refunded }) => Number(refunded.amount));
  const settled = (placed: Placed, count: number) =>
    eventually(
      () => refundedOf(placed),
      (amounts) => amounts.filter((amount) => amount > 0).length === count,
    );
  const label = {
    ...{ shipment_id: '5001', file: 'return-labels/return_x/5001.pdf', tracking_number: 'T-BACK', carrier: 'sandbox' },
    ...{ tracking_url: 'https://carrier.axiom.example/T-BACK', created_at: '2026-03-01T09:30:00.000Z' },
  };
  const nextTask = async (milliseconds = 600_000) =>
    ((await shop.callMedusa('worker/return-labels', { milliseconds })) as { task: LabelTask | null }).task;
  /** The ids of all returns that have a task for the worker now. */
  const tasks = async () => {
    const ids: string[] = [];
    for (let task = await nextTask(); task; task = await nextTask()) ids.push(task.return_id);
    return ids;
  };
  /** Claims the tasks of the worker up to the one of this return. */
  const claim = async (returnId: string): Promise<LabelTask> => {
    const task = await nextTask();
    if (!task) throw new Error(`The return ${returnId} has no task.`);
    return task.return_id === returnId ? task : claim(returnId);
  };
  const end = async (returnId: string, token: string, ended: object | null) => {
    const answer = await shop.callMedusa(`worker/return-labels/${returnId}`, { token, label: ended });
    return (answer as { is_recorded: boolean }).is_recorded;
  };
  /** Three boxes of one kind and one of another, whose prices do not divide by three. */
  const buyAndShip = async () => {
    const placed = await buy([{ variantId: box(17), quantity: 3 }, { variantId: box(8) }]);
    await capture(placed.orderId);
    await ship(placed.orderId);
    return placed;
  };

  describe('A return', () => {
    it('is requested for pieces that have left, and is refunded to the cent when they are received', async () => {
      const placed = await buyAndShip();
      const before = await read(placed);
      const [boxes, other] = [lineOf(before, 'BOX-17-One'), lineOf(before, 'BOX-8-One')];
      const idempotencyKey = randomUUID();
      const note = ' The lid does not close. ';
      const line = { ...pieces(boxes, 1), note };
      const first = await request(placed, [line], { idempotencyKey });
      const again = await request(placed, [line], { idempotencyKey });
      const between = await read(placed);

      expect([boxes, other].map(({ returnableQuantity }) => returnableQuantity)).toEqual([3, 1]);
      expect(first.data.orderReturnRequest).toEqual({
        return: expect.objectContaining({
          status: 'REQUESTED',
          lines: [{ orderLineId: boxes.id, quantity: 1, receivedQuantity: 0, reason: 'TOO_SMALL', note: note.trim() }],
          refunded: { amount: '0.00', currencyCode: 'EUR' },
        }),
        userErrors: [],
      });
      expect(again).toEqual(first);
      expect(between.returns).toEqual([first.data.orderReturnRequest.return]);
      expect(lineOf(between, 'BOX-17-One').returnableQuantity).toBe(2);

      await receive(between.returns[0]?.id as string, [{ id: boxes.id, quantity: 1 }]);
      await settled(placed, 1);
      const rest = await request(placed, [pieces(boxes, 2), pieces(other, 1)]);
      await receive(rest.data.orderReturnRequest.return.id, [
        { id: boxes.id, quantity: 2 },
        { id: other.id, quantity: 1 },
      ]);
      const refunds = await settled(placed, 2);
      const total = Number(before.total.amount);
      const [payment] = await paymentsOf(placed.orderId);

      expect(refunds[0]).toBe(Math.floor((Number(boxes.total.amount) * 100) / 3) / 100);
      // Everything is back, so shipping is refunded too.
      expect(refunds.reduce((all, amount) => all + Math.round(amount * 100), 0)).toBe(Math.round(total * 100));
      expect(payment?.refunds.map(({ amount }) => amount)).toEqual(refunds);
      expect((await read(placed)).returns.map(({ status }) => status)).toEqual(['RECEIVED', 'RECEIVED']);
    }, 90_000);

    it('is refused for pieces that have not left, for too many, and for unknown lines, and changes nothing', async () => {
      const waiting = await buy([{ variantId: box(17) }]);
      const unsent = await read(waiting);
      const early = await request(waiting, [pieces(unsent.lines[0] as Line, 1)]);
      await ship(waiting.orderId);
      const [line] = (await read(waiting)).lines as [Line];
      const wrong = [
        await request(waiting, [pieces(line, 2)]),
        await request(waiting, [{ ...pieces(line, 1), orderLineId: 'ordli_none' }]),
        await request(waiting, [pieces(line, 1), pieces(line, 1)]),
        await request(waiting, []),
        await request(waiting, [{ ...pieces(line, 1), note: 'x'.repeat(501) }]),
      ];

      const errorsOf = ({ data }: { data: { orderReturnRequest: { userErrors: object[] } } }) =>
        data.orderReturnRequest.userErrors;
      expect(errorsOf(early)).toEqual([{ code: 'LINE_NOT_RETURNABLE', field: ['lines', '0', 'orderLineId'] }]);
      expect(wrong.map(errorsOf)).toEqual([
        [{ code: 'LINE_NOT_RETURNABLE', field: ['lines', '0', 'quantity'] }],
        [{ code: 'LINE_NOT_FOUND', field: ['lines', '0', 'orderLineId'] }],
        [{ code: 'INVALID', field: ['lines', '1', 'orderLineId'] }],
        [{ code: 'INVALID', field: ['lines'] }],
        [{ code: 'INVALID', field: ['lines', '0', 'note'] }],
      ]);
      expect((await read(waiting)).returns).toEqual([]);
    }, 90_000);

    it('is canceled by its buyer before it is received, and by no one else', async () => {
      const placed = await buyAndShip();
      const [line] = (await read(placed)).lines as [Line];
      const { data } = await request(placed, [pieces(line, 1)]);
      const { id: returnId } = data.orderReturnRequest.return;
      const cancel = (args: object, as?: Requester) => shop.ask(cancelMutation, { ...args, returnId }, {}, as);
      const stranger = await cancel({ orderId: placed.orderId });
      const eve = await cancel({ orderId: placed.orderId }, await shop.signUp('Eve'));
      const right = [await cancel(placed), await cancel(placed)];
      const after = await read(placed);

      expect(stranger.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
      expect(eve.data.orderReturnCancel.userErrors).toEqual([{ code: 'ORDER_NOT_FOUND', field: ['orderId'] }]);
      for (const { data } of right) {
        expect(data.orderReturnCancel).toEqual({ return: { id: returnId, status: 'CANCELED' }, userErrors: [] });
      }
      expect(after.lines.find(({ id }) => id === line.id)?.returnableQuantity).toBe(line.quantity);
    }, 90_000);

    it('has a label once the worker has recorded it, for its buyer only, until it is canceled', async () => {
      const placed = await buyAndShip();
      const [line] = (await read(placed)).lines as [Line];
      const { data } = await request(placed, [pieces(line, 1)]);
      const { id, label: early } = data.orderReturnRequest.return;
      const { token, create } = await claim(id);
      const wrong = await end(id, 'of another worker', label);
      const right = await end(id, token, label);
      const again = await end(id, token, { ...label, shipment_id: '5002' });
      const readAt = Date.now();
      const shown = (await read(placed)).returns[0]?.label;
      const stranger = await shop.ask(orderQuery, { orderId: placed.orderId }, {}, await shop.signUp('Mallory'));
      const { status } = await fetch(shown?.url as string);
      await shop.ask(cancelMutation, { ...placed, returnId: id });
      const toVoid = await claim(id);
      await end(id, toVoid.token, null);

      expect(early).toBeNull();
      expect(create).toMatchObject({
        ...{ id, currency_code: 'eur', sender: { first_name: 'Ada', country_code: 'fr' } },
        receiver: { name: expect.any(String), city: expect.any(String), country_code: expect.any(String) },
        items: [{ title: expect.any(String), quantity: 1, unit_price: expect.any(Number) }],
      });
      expect([wrong, right, again]).toEqual([false, true, false]);
      expect(shown).toEqual({
        ...{ url: expect.any(String), expiresAt: expect.any(String), createdAt: label.created_at },
        ...{ trackingNumber: 'T-BACK', trackingUrl: label.tracking_url, carrier: 'sandbox' },
      });
      // The signature is valid; only the file is missing, since none was stored.
      expect([new URL(shown?.url as string).pathname, status]).toEqual([`/invoices/${label.file}`, 404]);
      expect(Date.parse(shown?.expiresAt as string) - readAt).toBeGreaterThan(290_000);
      expect(Date.parse(shown?.expiresAt as string) - Date.now()).toBeLessThanOrEqual(300_000);
      expect(stranger.data?.order ?? null).toBeNull();
      expect(toVoid.create).toBeNull();
      expect((await read(placed)).returns).toMatchObject([{ status: 'CANCELED', label: null }]);
      expect(await tasks()).not.toContain(id);
    }, 90_000);

    it('is read for all orders of a page in one call', async () => {
      const ada = await shop.signUp('Ada');
      for (let count = 0; count < 3; count += 1) await buy([{ variantId: box(17) }], ada);
      shop.resetCalls();
      const { data, errors } = await shop.queryEntities(
        [{ __typename: 'Customer', id: (ada.viewer as { id: string }).id }],
        '... on Customer { orders(first: 3) { nodes { returns { id } lines { returnableQuantity } } } }',
        ada,
      );

      expect(errors).toBeUndefined();
      expect(data._entities[0].orders.nodes).toHaveLength(3);
      expect(shop.calls().filter((call) => call.startsWith('/store/order-returns'))).toHaveLength(1);
    }, 90_000);
  });
}

interface Line {
  id: string;
  sku: string;
  quantity: number;
  returnableQuantity: number;
  total: { amount: string };
}

interface Label {
  url: string;
  expiresAt: string;
  trackingNumber: string;
}

interface LabelTask {
  token: string;
  return_id: string;
  create: object | null;
}

interface OrderAnswer {
  total: { amount: string };
  lines: Line[];
  returns: { id: string; status: string; refunded: { amount: string }; label: Label | null }[];
}

const shown = `id status lines { orderLineId quantity receivedQuantity reason note } refunded { amount currencyCode }
  label { url expiresAt trackingNumber trackingUrl carrier createdAt }`;
const orderQuery = `query ($orderId: ID!, $accessToken: String) { order(id: $orderId, accessToken: $accessToken) {
  total { amount } lines { id sku quantity returnableQuantity total { amount } } returns { ${shown} } } }`;
const requestMutation = `mutation ($orderId: ID!, $accessToken: String, $lines: [OrderReturnLineInput!]!, $idempotencyKey: String!) {
  orderReturnRequest(orderId: $orderId, accessToken: $accessToken, lines: $lines, idempotencyKey: $idempotencyKey) {
    return { ${shown} } userErrors { code field } } }`;
const cancelMutation = `mutation ($orderId: ID!, $accessToken: String, $returnId: ID!) {
  orderReturnCancel(orderId: $orderId, accessToken: $accessToken, returnId: $returnId) {
    return { id status } userErrors { code field } } }`;
