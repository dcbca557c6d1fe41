import {
  defineMiddlewares,
  errorHandler,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { Unavailable } from '../redis';
import { authRules } from './auth/rules';
import { commonRules } from './rules';
import { accountRules } from './store/accounts/rules';
import { cartRules } from './store/carts/rules';
import { customerRules } from './store/customers/rules';
import { OrderTokenExpired } from './store/orders/access';
import { orderRules } from './store/orders/rules';
import { productRules } from './store/products/rules';
import { workerRules } from './worker/rules';

/** The rules of each subject are in the folder of its routes. Medusa runs those without `methods` first, in the order given here. */
export default defineMiddlewares({
  errorHandler: answerError,
  routes: [
    ...commonRules,
    ...authRules,
    ...accountRules,
    ...cartRules,
    ...customerRules,
    ...orderRules,
    ...productRules,
    ...workerRules,
  ],
});

const sayError = errorHandler();

/**
 * Answers 503 where a system that the request needs is unavailable; 409, not 500, where a request timed out waiting for
 * a lock because other requests hold it; and 400, not 500, where PostgreSQL refuses a value of the request that Medusa
 * let through, such as a negative limit or a date that is none.
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
    const refused = new MedusaError(MedusaError.Types.INVALID_DATA, 'A value of the request is not valid.');
    sayError(refused, req, res, next);
    return;
  }
  const isBusy = /acquir\w+ lock/i.test(error.message);
  sayError(isBusy ? new MedusaError(MedusaError.Types.CONFLICT, error.message) : error, req, res, next);
}

/** Whether PostgreSQL refused a value: its class of errors 22, "data exception". */
function isRefusedValue(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
}
