import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import type { CartMetadata } from '../carts/metadata';
import { withEditionNumbers } from '../limited/lines';
import type { Database } from '../limited/rows';
import { ordersToInvoice, refundsToCredit, returnedLines } from './due';
import { sellerFor } from './seller';

/** What is printed of an order. The graph calculates the amounts from the same fields. */
const charge = [
  ...['is_tax_inclusive', 'total', 'tax_total', 'original_total', 'original_tax_total'],
  ...['tax_lines.code', 'tax_lines.description', 'tax_lines.rate'],
];
const line = ['id', 'title', 'product_title', 'variant_title', 'variant_sku', 'variant_id', 'quantity', 'unit_price'];
const orderFields = [
  'metadata',
  ...['id', 'display_id', 'email', 'currency_code', 'created_at', 'total', 'credit_line_total'],
  ...[...line, 'created_at', 'metadata', ...charge].map((field) => `items.${field}`),
  ...['id', 'shipping_option_id', 'name', 'amount', 'data', ...charge].map((field) => `shipping_methods.${field}`),
  ...['shipping_address.*', 'billing_address.*'],
];

/**
 * Issues the invoices and credit notes that are due, of one order or, where it is null, of all. Returns their numbers. Safe to repeat:
 * an order has one invoice, a refund one credit note.
 */
export async function issueInvoices(container: MedusaContainer, orderId: string | null = null): Promise<string[]> {
  const issued: (string | undefined)[] = [];
  for (const id of await ordersToInvoice(container, orderId)) {
    const { metadata, ...order } = await readOrder(container, id);
    const seller = sellerFor(order.shipping_address?.country_code ?? null);
    if (!seller) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`invoice_seller_missing: order ${id} has no invoice, because INVOICE_SELLER_NAME or _ADDRESS is not set`);
      continue;
    }
    issued.push(
      await issue(container, {
        id: `inv_${id}`,
        kind: 'INVOICE',
        orderId: id,
        refundId: null,
        // Of the metadata only this: the others are personal data that no invoice needs.
        content: { seller, order, language: metadata?.language },
      }),
    );
  }
  for (const { id, order_id, return_id, ...refund } of await refundsToCredit(container, orderId)) {
    const returned = return_id ? await returnedLines(container, order_id, return_id) : [];
    issued.push(
      await issue(container, {
        ...{ id: `crn_${id}`, kind: 'CREDIT_NOTE', orderId: order_id, refundId: id },
        content: { refund: { ...refund, return_id, returned } },
      }),
    );
  }
  return issued.filter((number) => number !== undefined);
}

/** Issues the invoices and credit notes whose event was missed. A failure is logged; the next call tries again. */
export async function issueMissedInvoices(container: MedusaContainer): Promise<void> {
  try {
    await issueInvoices(container);
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
    logger.error(`invoice_not_issued: ${(error as Error).message}`);
  }
}

interface Draft {
  id: string;
  kind: 'INVOICE' | 'CREDIT_NOTE';
  orderId: string;
  refundId: string | null;
  content: object;
}

/**
 * Stores a document under the next number of its series; undefined where it has one already. Number and document are one
 * transaction, and the row of the series is locked until its end: a crash leaves no gap, and no number is used twice.
 */
async function issue(container: MedusaContainer, draft: Draft): Promise<string | undefined> {
  const { id, kind, orderId, refundId, content } = draft;
  const now = new Date();
  const series = `${kind === 'INVOICE' ? 'INV' : 'CRN'}-${now.getUTCFullYear()}`;
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION).transaction(async (trx) => {
    await trx.raw('insert into invoice_series (series, last) values (?, 0) on conflict do nothing', [series]);
    const { rows } = await trx.raw('select last from invoice_series where series = ? for update', [series]);
    const next = (rows[0].last as number) + 1;
    const number = `${series}-${String(next).padStart(6, '0')}`;
    const { rowCount } = await trx.raw(
      `insert into invoice (id, kind, number, order_id, refund_id, issued_at, content) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do nothing`,
      [id, kind, number, orderId, refundId, now, JSON.stringify(content)],
    );
    if (rowCount === 0) return undefined;
    await trx.raw('update invoice_series set last = ? where series = ?', [next, series]);
    return number;
  });
}

interface Order {
  metadata: CartMetadata | null;
  shipping_address: { country_code: string | null } | null;
  items: { id: string }[];
}

async function readOrder(container: MedusaContainer, id: string): Promise<Order> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({ entity: 'order', fields: orderFields, filters: { id } });
  const order = data[0] as unknown as Order;
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Database;
  return { ...order, items: await withEditionNumbers(database, order.items) };
}
