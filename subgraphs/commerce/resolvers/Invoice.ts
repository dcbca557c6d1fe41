import type { InvoiceResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Issued } from '../invoices/invoices.ts';

/** The invoice of an order. */
export const Invoice: ResolversOver<Issued, InvoiceResolvers> = {
  total: ({ amount }) => amount,
  file: (invoice, _, { invoices }) => invoices.file(invoice),
};
