import type { CreditNoteResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Issued } from '../invoices/invoices.ts';

/** The credit note of a refund. */
export const CreditNote: ResolversOver<Issued, CreditNoteResolvers> = {
  file: (creditNote, _, { invoices }) => invoices.file(creditNote),
};
