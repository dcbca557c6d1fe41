import {
  defineMiddlewares,
  errorHandler,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { authRules } from './auth/rules';
import { commonRules } from './rules';
import { cartRules } from './store/carts/rules';
import { customerRules } from './store/customers/rules';
import { orderRules } from './store/orders/rules';
import { productRules } from './store/products/rules';
import { workerRules } from './worker/rules';

/** The rules of each subject stand beside its routes. Medusa runs those without `methods` first, in the order given here. */
export default defineMiddlewares({
  errorHandler: sayBusy,
  routes: [
    ...commonRules,
    ...authRules,
    ...cartRules,
    ...customerRules,
    ...orderRules,
    ...productRules,
    ...workerRules,
  ],
});

const sayError = errorHandler();

/** Whoever waited for a lock in vain is told that others are at work, with 409, and not that something is broken. */
function sayBusy(error: Error, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const isBusy = /acquir\w+ lock/i.test(error.message);
  sayError(isBusy ? new MedusaError(MedusaError.Types.CONFLICT, error.message) : error, req, res, next);
}
