import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { pendingMails } from '../../../order-mails';
import { issueOrderToken } from '../../../order-tokens';

/**
 * Returns the mails about orders that are not taken over yet, the oldest first, at most a hundred. Each has an access token of its order, with
 * the lifetime of a token that is issued at that time: a guest's link to the order has it.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const mails = await pendingMails(req.scope);
  res.json({
    mails: mails.map((mail) => ({ ...mail, access_token: issueOrderToken(mail.order_id, mail.occurred_at) ?? null })),
  });
}
