import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { releaseSession } from './release';
import { type PaymentSession, type PaymentState, stateOf } from './session';

/** The parts of a cart that its payment depends on. */
export interface PayableCart {
  id: string;
  email: string | null;
  total: number;
  currency_code: string;
  shipping_address: { address_1: string | null } | null;
  shipping_methods: unknown[];
  payment_collection: { payment_sessions?: (PaymentSession & { currency_code: string })[] } | null;
}

/**
 * Makes sure that a cart is paid before it becomes an order: reads the provider's state, and records the payment. Returns the id of the
 * session, which `releaseUnordered` releases if no order follows; null where there is nothing to pay. Throws otherwise, with a message whose first word is the error code of the graph.
 */
export async function authorizeCart(
  container: MedusaContainer,
  cart: PayableCart,
  isPickup: boolean,
): Promise<string | null> {
  if (cart.total <= 0) return null;
  // The provider's event may complete a cart before its buyer has given these.
  if (!cart.email) refuse('EMAIL_REQUIRED: the cart has no e-mail address');
  if (!isPickup && !cart.shipping_address?.address_1) refuse('ADDRESS_REQUIRED: the cart has no shipping address');
  if (cart.shipping_methods.length === 0) refuse('SHIPPING_REQUIRED: no shipping method is selected');
  // The one that Medusa uses as well.
  const session = cart.payment_collection?.payment_sessions?.find(
    ({ status }) => !['error', 'canceled'].includes(status),
  );
  if (!session) refuse('PAYMENT_REQUIRED: no payment was started');
  if (!isTotal(session, cart)) refuse('PAYMENT_REQUIRED: the payment is not of the total');
  const { state, isReleased } = await readPayment(container, session.id);
  if (isReleased || state === 'ENDED') refuse('PAYMENT_REQUIRED: the payment was released or canceled');
  if (state === 'ACTION_REQUIRED') throw requiresMore('PAYMENT_ACTION_REQUIRED: the buyer has to confirm the payment');
  if (state === 'PENDING') throw requiresMore('PAYMENT_PENDING: the provider has not confirmed the payment yet');
  if (state === 'DECLINED') throw new MedusaError(authorizationError, 'PAYMENT_DECLINED: the payment was declined');
  return session.id;
}

/**
 * The state of a payment from its provider, also stored in the session. An authorized payment is recorded, once. Rejects where
 * the provider does not answer.
 */
export async function readPayment(
  container: MedusaContainer,
  sessionId: string,
): Promise<{ state: PaymentState; isReleased: boolean }> {
  const payments = container.resolve(Modules.PAYMENT);
  try {
    const payment = await payments.authorizePaymentSession(sessionId, {});
    if (payment) return { state: 'AUTHORIZED', isReleased: Boolean(payment.canceled_at) };
  } catch (error) {
    // Medusa's error for every state but authorized. Others are failures.
    if ((error as MedusaError).type !== MedusaError.Types.NOT_ALLOWED) throw error;
  }
  const session = await payments.retrievePaymentSession(sessionId);
  return { state: stateOf(session as unknown as PaymentSession), isReleased: false };
}

/**
 * Releases the payment of a cart that could not become an order. Where the provider does not answer, the reconciliation
 * releases it later. With `isRepeatable`, a payment that is only authorized is kept for the next attempt; the reconciliation
 * ends it if there is none.
 */
export async function releaseUnordered(
  container: MedusaContainer,
  sessionId: string,
  isRepeatable: boolean,
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  try {
    if (isRepeatable && (await isOnlyAuthorized(container, sessionId))) {
      logger.info(`payment_kept: session ${sessionId} is kept because the completion of its cart may be repeated`);
      return;
    }
    await releaseSession(container, sessionId);
    logger.info(`payment_released: session ${sessionId} was released because its cart could not become an order`);
  } catch (error) {
    logger.error(`payment_release_failed: session ${sessionId}: ${(error as Error).message}`);
  }
}

/** Whether a payment is neither captured, which Medusa refunds when a completion fails, nor canceled. */
async function isOnlyAuthorized(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const payments = container.resolve(Modules.PAYMENT);
  const [payment] = await payments.listPayments({ payment_session_id: sessionId }, { take: 1 });
  return Boolean(payment && !payment.captured_at && !payment.canceled_at);
}

/** Whether a payment is of the cart's total. Both have fractions of a minor unit, and the amount of a payment loses some. */
function isTotal({ amount, currency_code }: { amount: number; currency_code: string }, cart: PayableCart): boolean {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: cart.currency_code });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return currency_code === cart.currency_code && Math.abs(Number(amount) - Number(cart.total)) < 0.01 * 10 ** -decimals;
}

const { PAYMENT_AUTHORIZATION_ERROR: authorizationError } = MedusaError.Types;

function requiresMore(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR, message);
}

function refuse(message: string): never {
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}
