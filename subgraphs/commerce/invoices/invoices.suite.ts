import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { eventually } from '#tests/support/graph.ts';
import { cartsAt, paris } from '../carts/carts.fixture.ts';
import type { Requester, Shop } from '../commerce.fixture.ts';

const money = '{ net { amount } tax { amount } gross { amount } }';
const document = `id number issuedAt file { url expiresAt bytes sha256 }`;
const query = `query ($id: ID!, $token: String) { order(id: $id, accessToken: $token) {
  number total { amount } cost { taxedTotal ${money} discountTotal { amount } }
  lines { id title quantity taxedTotal ${money} }
  invoice { ${document} total ${money} }
  creditNotes { ${document} reason amount ${money} }
} }`;

interface Amounts {
  net: { amount: string };
  tax: { amount: string };
  gross: { amount: string };
}

interface Document {
  id: string;
  number: string;
  issuedAt: string;
  file: { url: string; expiresAt: string; bytes: number; sha256: string };
}

/** Invoices and credit notes of orders. */
export function invoiceSuite(shop: Shop): void {
  const { change, begin, complete } = cartsAt(shop);

  const buy = async (
    country: string,
    address: object,
    number = 20,
    quantity = 3,
    as?: Requester,
    language = 'EN',
  ): Promise<Bought> => {
    const headers = { 'x-axiom-country': country, 'x-axiom-language': language };
    const { id: cartId } = await begin(number, quantity, as, headers);
    const buyer = { email: 'ada@axiom.example', shippingAddress: { ...paris, ...address, countryCode: country } };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer }, as, headers);
    await change('cartShippingMethodSet', { cartId, shippingOptionId: cart.shippingOptions[0].id }, as, headers);
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() }, as, headers);
    const completion = { cartId, idempotencyKey: randomUUID() };
    const { order, accessToken } = await change('cartComplete', completion, as, headers);
    return { id: order.id, token: accessToken };
  };
  const read = async ({ id, token }: Bought) => {
    const { data, errors } = await shop.ask(query, { id, token });
    expect(errors).toBeUndefined();
    return data.order;
  };
  const payments = async ({ id }: Bought) => {
    const fields = 'payment_collections.payments.id';
    const { order } = (await shop.callMedusa(`admin/orders/${id}?fields=${fields}`)) as {
      order: { payment_collections: { payments: { id: string }[] }[] };
    };
    return order.payment_collections.flatMap((collection) => collection.payments.map((payment) => payment.id));
  };
  const capture = async (bought: Bought) => {
    for (const id of await payments(bought)) await shop.callMedusa(`admin/payments/${id}/capture`, {});
    return eventually(
      () => read(bought),
      ({ invoice }) => invoice !== null,
    );
  };
  const refund = async (bought: Bought, amount: number, note: string, count: number) => {
    const [id] = await payments(bought);
    await shop.callMedusa(`admin/payments/${id}/refund`, { amount, note });
    return eventually(
      () => read(bought),
      ({ creditNotes }) => creditNotes.length === count,
    );
  };
  const download = async ({ file }: Document) => {
    const response = await fetch(file.url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), bytes.length]).toEqual([
      ...[200, 'application/pdf', file.bytes],
    ]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    const pdf = await getDocumentProxy(bytes);
    return (await extractText(pdf, { mergePages: true })).text.replaceAll('\u00a0', ' ');
  };
  const printed = (amount: string) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const row = ({ net, tax, gross }: Amounts) => [net, tax, gross].map(({ amount }) => printed(amount)).join(' ');

  it('is issued when the payment is captured, with the amounts of the order to the cent', async () => {
    const bought = await buy('FR', { firstName: 'Łucja', lastName: 'Ősi', company: 'Ελλάδα & Κο' });
    const before = await read(bought);
    const order = await capture(bought);
    const text = await download(order.invoice);

    expect([before.invoice, before.creditNotes]).toEqual([null, []]);
    expect(order.invoice.total).toEqual(order.cost.taxedTotal);
    for (const line of order.lines) expect(text).toContain(row(line.taxedTotal));
    const { net, tax } = order.cost.taxedTotal;
    expect(text).toContain(`VAT 20 % ${printed(net.amount)} ${printed(tax.amount)}`);
    expect(text).toContain(`Net EUR ${printed(net.amount)}`);
    expect(text).toContain(`Tax EUR ${printed(tax.amount)}`);
    expect(text).toContain(`Total EUR ${printed(order.total.amount)}`);
    expect(text).toContain(`AXIOM SAS (sample)`);
    expect(text).toContain('Tax number FR00000000000');
    for (const line of ['Łucja Ősi', 'Ελλάδα & Κο', '75001 Paris', 'France', order.invoice.number])
      expect(text).toContain(line);
    expect(order.invoice.number).toMatch(/^INV-\d{4}-\d{6}$/);
  });

  it('is in the language of its order', async () => {
    const order = await capture(await buy('FR', {}, 21, 1, undefined, 'FR'));
    const text = await download(order.invoice);

    for (const part of ['Facture', 'Date d’émission', 'Livraison : ', 'Montant total']) expect(text).toContain(part);
  });

  it('is the same file from then on, at URLs that expire after five minutes', async () => {
    const bought = await buy('FR', {});
    const first = (await capture(bought)).invoice as Document;
    await shop.callMedusa(`admin/orders/${bought.id}`, { email: 'another@axiom.example' });
    const second = (await read(bought)).invoice as Document;
    const text = await download(second);

    expect({ ...second, file: { ...second.file, url: '', expiresAt: '' } }).toEqual({
      ...first,
      file: { ...first.file, url: '', expiresAt: '' },
    });
    expect(text).toContain('ada@axiom.example');
    expect(text).not.toContain('another@axiom.example');
    const signed = new URL(second.file.url).searchParams;
    expect(Number(signed.get('X-Amz-Expires'))).toBeLessThanOrEqual(300);
    expect(Date.parse(second.file.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    expect(new URL(second.file.url).hostname).toBe('localhost');
    const bare = await fetch(second.file.url.split('?')[0] as string);
    expect(bare.status).toBe(403);
  });

  it('has yen without decimals and the tax number of the seller in Japan', async () => {
    const order = await capture(
      await buy('JP', { firstName: '太郎', lastName: '山田', line1: '丸の内2-7-1', postalCode: '100-0005' }),
    );
    const text = await download(order.invoice);

    expect(order.total.amount).toMatch(/^\d+$/);
    expect(text).toContain(`Total JPY ${printed(order.total.amount)}`);
    expect(text).toContain('太郎 山田');
    expect(text).toContain('丸の内2-7-1');
    expect(text).toContain('Tax number T0000000000000');
  });

  it('says why there is no tax', async () => {
    const order = await capture(await buy('US', { province: 'NY', postalCode: '10010' }));
    const text = await download(order.invoice);

    expect(order.cost.taxedTotal.tax.amount).toBe('0.00');
    expect(text).toContain(`No tax ${printed(order.total.amount)} 0.00`);
    expect(text).toContain('No value added tax was charged: delivery outside the European Union.');
  });

  it('has credit notes that add up to it, for each refund of its payment', async () => {
    const bought = await buy('FR', {}, 22, 1);
    const { invoice, total } = await capture(bought);
    const rest = Math.round((Number(total.amount) - 33.3 - 0.01) * 100) / 100;
    // Without half a cent of tax, which may be rounded either way.
    await refund(bought, 33.3, 'Scratched', 1);
    await refund(bought, 0.01, 'Goodwill', 2);
    const { creditNotes } = await refund(bought, rest, '', 3);
    const texts = await Promise.all(creditNotes.map(download));

    const sum = (of: keyof Amounts) =>
      (creditNotes as { amount: Amounts }[]).reduce(
        (cents, { amount }) => cents + Math.round(Number(amount[of].amount) * 100),
        0,
      );
    expect([sum('net'), sum('tax'), sum('gross')]).toEqual(
      [invoice.total.net, invoice.total.tax, invoice.total.gross].map(({ amount }) => Math.round(Number(amount) * 100)),
    );
    expect(creditNotes.map(({ reason }: { reason: string | null }) => reason)).toEqual(['Scratched', 'Goodwill', null]);
    expect(creditNotes[0].amount).toEqual({
      net: { amount: '27.75' },
      tax: { amount: '5.55' },
      gross: { amount: '33.30' },
    });
    expect(texts[0]).toContain('Total refunded EUR 33.30');
    expect(texts[0]).toContain(invoice.number);
    expect((await read(bought)).invoice.file.sha256).toBe(invoice.file.sha256);
  }, 90_000);

  it('prints the discount of a line, and its credit note what was returned', async () => {
    const { id: cartId } = await begin(20, 2);
    await shop.callMedusa('admin/promotions', {
      ...{ code: 'INVOICED', type: 'standard', status: 'active' },
      application_method: { type: 'percentage', target_type: 'items', allocation: 'across', value: 10 },
    });
    const { cart } = await change('cartBuyerUpdate', {
      cartId,
      buyer: { email: 'ada@axiom.example', shippingAddress: paris },
    });
    await change('cartShippingMethodSet', { cartId, shippingOptionId: cart.shippingOptions[0].id });
    await change('cartDiscountCodesUpdate', { cartId, discountCodes: ['INVOICED'] });
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() });
    const { order: placed, accessToken } = await complete(cartId, randomUUID());
    const bought = { id: placed.id as string, token: accessToken as string };
    const order = await capture(bought);
    await shop.callMedusa(`worker/outbox/${bought.id}/shipments`, { id: randomUUID(), tracking_number: 'T-1' });
    const lines = [{ line_id: order.lines[0].id, quantity: 1, reason: 'damaged' }];
    const request = { key: randomUUID(), lines };
    const { return_id } = (await shop.callMedusa(`store/orders/${bought.id}/returns`, request)) as {
      return_id: string;
    };
    await shop.callMedusa(`admin/returns/${return_id}/receive`, {});
    const items = [{ id: order.lines[0].id, quantity: 1 }];
    await shop.callMedusa(`admin/returns/${return_id}/receive-items`, { items });
    await shop.callMedusa(`admin/returns/${return_id}/receive/confirm`, {});
    const { creditNotes } = await eventually(
      () => read(bought),
      (found) => found.creditNotes.length === 1,
    );
    const [invoiced, credited] = [await download(order.invoice), await download(creditNotes[0])];
    const [line] = order.lines as { title: string; taxedTotal: Amounts }[];

    expect(order.cost.discountTotal.amount).not.toBe('0.00');
    expect(invoiced).toMatch(/discount [\d,]+\.\d\d/);
    expect(invoiced).toContain(row((line as { taxedTotal: Amounts }).taxedTotal));
    expect(credited).toMatch(/Returned articles\s+Description\s+Quantity/);
    expect(credited).toContain(line?.title);
    expect(credited).toContain(`Total refunded EUR ${printed(creditNotes[0].amount.gross.amount)}`);
  }, 90_000);

  it('has a number without gaps, where many are issued at the same time', async () => {
    const bought = await Promise.all([1, 2, 3, 4].map(() => buy('FR', {}, 20, 1)));
    const orders = await Promise.all(bought.map(capture));

    const counts = orders.map(({ invoice }) => Number(invoice.number.slice(-6))).sort((one, other) => one - other);
    expect(counts).toEqual(counts.map((_, index) => (counts[0] as number) + index));
  }, 90_000);

  it('is read in one call for a list of orders', async () => {
    const customer = await shop.signUp('Ada');
    await Promise.all([1, 2, 3].map(() => buy('FR', {}, 21, 1, customer)));
    const { id } = customer.viewer as { id: string };
    shop.resetCalls();
    const selection = '... on Customer { orders { nodes { invoice { number } creditNotes { number } } } }';
    const { data, errors } = await shop.queryEntities([{ __typename: 'Customer', id }], selection, customer);

    expect(errors).toBeUndefined();
    expect(data._entities[0].orders.nodes).toEqual(
      Array.from({ length: 3 }, () => ({ invoice: null, creditNotes: [] })),
    );
    expect(shop.calls().filter((call) => call.startsWith('/store/invoices'))).toHaveLength(1);
  }, 90_000);

  it('is hidden from others with its order', async () => {
    const bought = await buy('FR', {});
    await capture(bought);
    const asked = { id: bought.id };

    expect((await shop.ask(query, asked)).data.order).toBeNull();
    expect((await shop.ask(query, asked, {}, await shop.signUp('Eve'))).data.order).toBeNull();
    const bare = { 'x-axiom-service': 'guessed' };
    await expect(shop.callMedusa(`store/invoices?order_id[0]=${bought.id}`, undefined, bare)).rejects.toThrow(/401/);
  });
}

interface Bought {
  id: string;
  token: string;
}
