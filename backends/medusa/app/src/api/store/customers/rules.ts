import { type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { hideEmail, showEmail } from '../../email';
import { Body as Password } from '../accounts/password/route';
import { Body as Account } from './me/account/route';

/** The rules of the routes about customers. */
export const customerRules: MiddlewareRoute[] = [
  { methods: ['POST'], matcher: '/store/customers*', middlewares: [hideEmail] },
  { methods: ['POST'], matcher: '/store/customers', middlewares: [showEmail] },
  { methods: ['POST'], matcher: '/store/customers/me/account', middlewares: [validateAndTransformBody(Account)] },
  { methods: ['POST'], matcher: '/store/accounts/password', middlewares: [validateAndTransformBody(Password)] },
];
