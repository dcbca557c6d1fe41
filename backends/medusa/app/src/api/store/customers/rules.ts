import { authenticate, type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { dropFields } from '../../allow-fields';
import { hideEmail, showEmail } from '../../email';
import { Body as Password } from '../accounts/password/route';
import { Body as Account } from './me/account/route';
import { requireOwnAddress } from './own-address';

/** Reads the identity that asks, which may be no customer yet. */
const knowIdentity = authenticate('customer', ['session', 'bearer'], { allowUnregistered: true });

/** The rules of the routes about customers. */
export const customerRules: MiddlewareRoute[] = [
  // Medusa takes orders of guests for a customer's who gave the same e-mail address. `/store/orders` lists the customer's own.
  { matcher: '/store/customers*', middlewares: [dropFields(/^orders\b/)] },
  { methods: ['POST'], matcher: '/store/customers*', middlewares: [hideEmail] },
  { methods: ['POST'], matcher: '/store/customers', middlewares: [showEmail, knowIdentity, requireOwnAddress] },
  { methods: ['POST'], matcher: '/store/customers/me/account', middlewares: [validateAndTransformBody(Account)] },
  { methods: ['POST'], matcher: '/store/accounts/password', middlewares: [validateAndTransformBody(Password)] },
];
