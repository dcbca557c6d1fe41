import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import {
  actionOf,
  declineReasonOf,
  isStripe,
  methodOf,
  type PaymentSession,
  stateOf,
} from '../../../../../payments/session';

/**
 * The payment of a cart, as of its last contact with the provider: what the buyer has to do, and why the last attempt was
 * declined. Null where none was started.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['status', 'provider_id', 'data', 'id', 'amount'].map(
      (field) => `payment_collection.payment_sessions.${field}`,
    ),
    filters: { id: req.params.id as string },
  });
  const [session] = (data[0] as unknown as Cart | undefined)?.payment_collection?.payment_sessions ?? [];
  res.json({ payment: session ? toPayment(session) : null });
}

interface Cart {
  payment_collection?: { payment_sessions?: PaymentSession[] } | null;
}

function toPayment(session: PaymentSession) {
  const state = stateOf(session);
  const { redirectUrl, clientSecret } = actionOf(session);
  const isOpen = state === 'ACTION_REQUIRED' || state === 'DECLINED';
  const key = process.env.STRIPE_PUBLISHABLE_KEY;
  return {
    provider_id: session.provider_id,
    decline_reason: declineReasonOf(session),
    method: methodOf(session.data),
    redirect_url: isOpen ? redirectUrl : null,
    client: isOpen && clientSecret && key && isStripe(session.provider_id) ? { secret: clientSecret, key } : null,
  };
}
