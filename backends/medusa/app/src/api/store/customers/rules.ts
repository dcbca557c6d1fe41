import { authenticate, type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { dropFields } from '../../allow-fields';
import { hideEmail, showEmail } from '../../email';
import { Body as Password } from '../accounts/password/route';
import { Body as Account } from './me/account/route';
import { requireOwnAddress } from './own-address';

/** Reads the authenticated identity, which may not be a customer yet. */
const readIdentity = authenticate('customer', ['session', 'bearer'], { allowUnregistered: true });

/** The rules of the routes about customers. */
export const customerRules: MiddlewareRoute[] = [
  // Medusa includes orders of guests with the customer's e-mail address. `/store/orders` lists the customer's own orders only.
  { matcher: '/store/customers*', middlewares: [dropFields(/^orders\b/)] },
  { methods: ['POST'], matcher: '/store/customers*', middlewares: [hideEmail] },
  { methods: ['POST'], matcher: '/store/customers', middlewares: [showEmail, readIdentity, requireOwnAddress] },
  { methods: ['POST'], matcher: '/store/customers/me/account', middlewares: [validateAndTransformBody(Account)] },
  { methods: ['POST'], matcher: '/store/accounts/password', middlewares: [validateAndTransformBody(Password)] },
];
