import type { MedusaContainer } from '@medusajs/framework/types';
import { issueInvoices } from '../invoices/issue';

/** Issues invoices and credit notes that subscribers missed. */
export default async function issueMissedInvoices(container: MedusaContainer): Promise<void> {
  await issueInvoices(container);
}

export const config = { name: 'issue-invoices', schedule: '* * * * *' };
