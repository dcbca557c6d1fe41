import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { eventually, execute, operation } from '../support/graph.ts';
import { fillCart, run } from '../support/purchase.ts';

jest.setTimeout(240_000);

describe('An invoice', () => {
  it('is downloaded by a guest after the shipment, with the amounts of the order', async () => {
    const cartId = await fillCart('variant_understory-notebook-bark-a6', 'JP');
    const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
    const read = async (token: string | null) =>
      (await execute(operation('Order'), { id: order.id, accessToken: token })).data.order;
    const before = await read(accessToken);
    await waitAtWarehouse(order.number);
    await ship(order.id, 'TRACK-INVOICE');
    const { invoice, cost } = await eventually(
      () => read(accessToken),
      (found) => found.invoice !== null,
      20_000,
    );
    const response = await fetch(invoice.file.url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const digest = createHash('sha256').update(bytes).digest('hex');
    const extracted = await extractText(await getDocumentProxy(bytes), { mergePages: true });
    const text = extracted.text.replaceAll('\u00a0', ' ');
    const amount = (value: string) => Number(value).toLocaleString('en-GB');

    expect([before.invoice, before.creditNotes]).toEqual([null, []]);
    expect(digest).toBe(invoice.file.sha256);
    expect(invoice.total.gross).toEqual(cost.total);
    expect(text).toContain(`Total JPY ${amount(cost.total.amount)}`);
    expect(text).toContain(`Tax JPY ${amount(cost.taxTotal.amount)}`);
    expect(await read('guessed')).toBeNull();
  });
});
