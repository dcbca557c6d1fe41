import type { MedusaContainer } from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';
import { completeCartWorkflow } from '@medusajs/medusa/core-flows';

/** Errors that say that a cart cannot become an order as it is: another attempt would end in the same way. */
const refusals: string[] = [
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.NOT_FOUND,
  MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
  MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR,
];

/** The attempts that failed for another reason than a refusal, by the ids of their transactions, while they are undone. */
const interrupted = new Set<string>();

/** The order of a cart, or why there is none. */
export interface Completion {
  orderId?: string;
  error?: MedusaError;
  /** Whether another attempt would end in the same way. */
  isRefused: boolean;
  /** False where another attempt with the same cart is still running. */
  isFinished: boolean;
}

/**
 * Makes the order of a cart. Idempotent. Where the cart is refused, its payment is released. Where the attempt failed for another
 * reason, such as a lock or a system that did not answer, the payment is kept for the next attempt.
 */
export async function completeCart(container: MedusaContainer, cartId: string): Promise<Completion> {
  let attempt: string | undefined;
  try {
    const { errors, result, transaction } = await completeCartWorkflow(container).run({
      input: { id: cartId },
      throwOnError: false,
      events: {
        onCompensateBegin: ({ transaction: failed }) => {
          const [first] = failed.getErrors();
          if (isRefusal(first?.error)) return;
          attempt = failed.transactionId;
          interrupted.add(attempt);
        },
      },
    });
    const error = errors[0]?.error as MedusaError | undefined;
    return { orderId: result?.id, error, isRefused: isRefusal(error), isFinished: transaction.hasFinished() };
  } finally {
    if (attempt) interrupted.delete(attempt);
  }
}

/** Whether an attempt that is being undone may be repeated with the same payment. */
export function isRepeatable(transactionId: string | undefined): boolean {
  return transactionId !== undefined && interrupted.has(transactionId);
}

function isRefusal(error: unknown): boolean {
  return refusals.includes((error as MedusaError | undefined)?.type ?? '');
}
