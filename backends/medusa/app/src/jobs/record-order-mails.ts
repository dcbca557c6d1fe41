import type { MedusaContainer } from '@medusajs/framework/types';
import { recordMails } from '../order-mails';

/** Records the mails about orders that subscribers missed. */
export default async function recordMissedMails(container: MedusaContainer): Promise<void> {
  await recordMails(container);
}

export const config = { name: 'record-order-mails', schedule: '* * * * *' };
