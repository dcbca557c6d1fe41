import { setTimeout as sleep } from 'node:timers/promises';
import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import type { HousePayment } from '../../../../modules/payment';
import { settlePayment } from '../../../../payments/settle';

/** What changes the state of a payment. */
const relevant = new Set(['authorized', 'captured', 'failed', 'canceled', 'requires_more', 'pending_authorization']);

/** Milliseconds in which the buyer's client is expected to complete the cart itself. */
const patience = 5_000;

/** Seconds in which a payment may be so new that its session is not stored yet. */
const grace = 60;

/**
 * Receives the events of a payment provider. Medusa's own route answers before it has checked the signature or done anything,
 * and loses what was received when the process ends. This one answers 400 for an event that the provider has not signed or
 * that is older than five minutes (replay), 404 for an unknown provider, and 200 only when everything that follows from the event is done: until then the
 * provider repeats it. Repeated and late events do nothing, because the provider is asked for the present state.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const provider = String(req.params.provider);
  const body = req.body as { created?: number; data?: { object?: { id?: string } } };
  const payments = req.scope.resolve(Modules.PAYMENT) as unknown as HousePayment;
  const [known] = await payments.listPaymentProviders({ id: `pp_${provider}`, is_enabled: true });
  if (!known)
    return void res.status(404).json({ type: 'not_found', message: `There is no payment provider ${provider}.` });
  const payload = { data: body as Record<string, unknown>, rawData: req.rawBody as Buffer, headers: req.headers };
  const { action, data } = await payments.getWebhookActionAndData({ provider, payload });
  if (!data?.session_id || !relevant.has(action)) return void res.json({ received: true });

  const isPaid = action === 'authorized' || action === 'captured';
  // The provider repeats the event if this process ends before it answers.
  if (isPaid) await sleep(patience);
  const isKnown = await settlePayment(req.scope, { sessionId: data.session_id, action });
  if (isKnown || !isPaid) return void res.json({ received: true });
  if ((body.created ?? 0) > Date.now() / 1_000 - grace) {
    res.status(409).json({ type: 'not_found', message: 'The payment session is not known yet.' });
    return;
  }
  // The cart has another payment, or none: the buyer has paid on a page that was open in another tab.
  await payments.giveBack(`pp_${provider}`, { id: body.data?.object?.id });
  req.scope
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(`payment_given_back: ${body.data?.object?.id} of session ${data.session_id}, which does not exist any more`);
  res.json({ received: true });
}
