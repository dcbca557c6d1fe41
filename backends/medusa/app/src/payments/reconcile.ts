import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { readPayment } from './authorize';
import { completeCart } from './complete';
import { releaseSession } from './release';

/** Minutes after which a payment that is authorized, and from which no order could be made, is released. */
const releaseAfter = Number(process.env.PAYMENT_RELEASE_MINUTES || 30);

/** Hours after which a payment that the buyer never confirmed is canceled, so that it cannot be confirmed any more. */
const cancelAfter = 24;

/** Sessions of one run. The next run continues. */
const batch = 20;

/** A session of a cart that is not an order. */
interface Open {
  id: string;
  cart_id: string;
  /** Minutes since the payment was started. */
  age: number;
}

/**
 * Ends payments whose buyer or whose process has gone: makes the order where the provider has authorized the payment and the
 * cart is ready, and releases it otherwise. A session is read two minutes after its last change, and then less and less often.
 * A payment that the provider still processes is kept until it has decided.
 */
export async function reconcilePayments(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const { rows } = await database.raw(
    `select session.id, link.cart_id, extract(epoch from now() - session.created_at) / 60 as age
     from payment_session session
       join cart_payment_collection link
         on link.payment_collection_id = session.payment_collection_id and link.deleted_at is null
     where session.deleted_at is null and session.provider_id <> 'pp_system_default' and session.status <> 'canceled'
       and session.created_at > now() - interval '30 days'
       and session.updated_at < now() - greatest(interval '2 minutes', (now() - session.created_at) / 4)
       and not exists (select from order_cart where order_cart.cart_id = link.cart_id and order_cart.deleted_at is null)
     order by session.updated_at limit ?`,
    [batch],
  );
  for (const session of rows as Open[]) {
    // Read less often from now on, also where it cannot be ended.
    await database.raw('update payment_session set updated_at = now() where id = ?', [session.id]);
    try {
      logger.info(`payment_reconciled: session ${session.id} of ${session.cart_id}: ${await end(container, session)}`);
    } catch (error) {
      logger.error(`payment_reconciliation_failed: session ${session.id}: ${(error as Error).message}`);
    }
  }
}

/** Completes or releases one session. Returns what it did. */
async function end(container: MedusaContainer, session: Open): Promise<string> {
  const { orderId, error } = await completeCart(container, session.cart_id);
  if (!error) return `order ${orderId} placed`;
  const reason = error.message;
  if (session.age < releaseAfter) return `kept: ${reason}`;
  // A buyer who completes the cart now has this lock.
  const release = () => releaseIfDue(container, session);
  const isReleased = await container.resolve(Modules.LOCKING).execute([session.cart_id], release, { timeout: 10 });
  return `${isReleased ? 'released' : 'kept'}: ${reason}`;
}

async function releaseIfDue(container: MedusaContainer, { id, age }: Open): Promise<boolean> {
  const [session] = await container.resolve(Modules.PAYMENT).listPaymentSessions({ id: [id] });
  // The completion has released it.
  if (!session) return true;
  const { state } = await readPayment(container, id);
  const isDue = state === 'AUTHORIZED' || (state !== 'PENDING' && age >= cancelAfter * 60);
  if (isDue) await releaseSession(container, id);
  return isDue;
}
