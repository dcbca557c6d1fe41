import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { deletePaymentSessionsWorkflow } from '@medusajs/medusa/core-flows';

interface PaymentSession {
  id: string;
  status: string;
}

/** States in which the provider has reserved or taken the money. */
const paid = ['authorized', 'captured'];

/** The payments of a cart that were started and have not failed. */
export async function startedPayments(container: MedusaContainer, cartId: string): Promise<PaymentSession[]> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select session.id, session.status from cart_payment_collection as link
     join payment_session as session on session.payment_collection_id = link.payment_collection_id
     where link.cart_id = ? and link.deleted_at is null and session.deleted_at is null
       and session.status not in ('error', 'canceled')`,
    [cartId],
  );
  return rows;
}

/**
 * Cancels the payments of a cart at their provider. Throws NOT_ALLOWED where one is authorized, or where the provider does
 * not let it be canceled, as while it processes a transfer.
 */
export async function cancelPayments(container: MedusaContainer, cartId: string): Promise<void> {
  const sessions = await startedPayments(container, cartId);
  if (sessions.length === 0) return;
  if (sessions.some(({ status }) => paid.includes(status))) throw paymentInProgress();
  const { errors } = await deletePaymentSessionsWorkflow(container).run({
    input: { ids: sessions.map(({ id }) => id) },
    throwOnError: false,
  });
  if (errors.length > 0) throw paymentInProgress();
}

/** The error for a cart that cannot be changed because of its payment. */
export function paymentInProgress(): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, 'A payment of the cart is in progress.');
}
