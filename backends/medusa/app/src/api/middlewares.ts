import {
  defineMiddlewares,
  errorHandler,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { sharedRedis, Unavailable } from '../redis';
import { authRules } from './auth/rules';
import { commonRules } from './rules';
import { accountRules } from './store/accounts/rules';
import { cartRules } from './store/carts/rules';
import { customerRules } from './store/customers/rules';
import { invoiceRules } from './store/invoices/rules';
import { OrderTokenExpired } from './store/orders/access';
import { orderRules } from './store/orders/rules';
import { productRules } from './store/products/rules';
import { textRules } from './texts';
import { workerRules } from './worker/rules';

if (process.env.AXIOM_REDIS_URL) sharedRedis();

/** The rules of each subject are in the folder of its routes. Medusa runs rules without `methods` first, in this order. */
export default defineMiddlewares({
  errorHandler: answerError,
  routes: [
    ...commonRules,
    ...textRules,
    ...authRules,
    ...accountRules,
    ...cartRules,
    ...customerRules,
    ...invoiceRules,
    ...orderRules,
    ...productRules,
    ...workerRules,
  ],
});

const defaultErrorHandler = errorHandler();

/**
 * Answers 503 where a system that the request needs is unavailable; 400, not 500, where a payment that is being processed
 * cannot be ended; 409, not 500, where a request timed out waiting for
 * a lock because of other requests; and 400, not 500, where PostgreSQL refuses a value of the request that Medusa
 * accepted, such as a negative limit or an invalid date.
 */
function answerError(error: Error, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (error instanceof Unavailable) {
    res.status(503).json({ type: 'unavailable', code: 'BACKEND_UNAVAILABLE', message: error.message });
    return;
  }
  if (error instanceof OrderTokenExpired) {
    res.status(401).json({ type: 'unauthorized', code: 'ORDER_TOKEN_EXPIRED', message: error.message });
    return;
  }
  if (isRefusedValue(error)) {
    const refused = new MedusaError(MedusaError.Types.INVALID_DATA, 'A value of the request is invalid.');
    defaultErrorHandler(refused, req, res, next);
    return;
  }
  if (/^Could not delete all payment sessions/.test(error.message)) {
    const pending = 'PAYMENT_PENDING: the provider is processing the payment, so the total cannot change';
    defaultErrorHandler(new MedusaError(MedusaError.Types.NOT_ALLOWED, pending), req, res, next);
    return;
  }
  const isBusy = /acquir\w+ lock/i.test(error.message);
  defaultErrorHandler(isBusy ? new MedusaError(MedusaError.Types.CONFLICT, error.message) : error, req, res, next);
}

/** Whether PostgreSQL refused a value: error class 22, "data exception". */
function isRefusedValue(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
}
