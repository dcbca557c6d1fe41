import { authenticate, type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { findCodes } from '../../cart-codes';
import { hideFromOthers, keepToOwnLines, ownFromNow, ownFromTheFirst } from '../../cart-owner';
import { hideEmail, showEmail } from '../../email';
import { Codes } from './[id]/discount-codes/route';
import { NewLines, OldLines } from './[id]/lines/route';

/** Reads who asks, where they have signed in. */
const knowCustomer = authenticate('customer', ['session', 'bearer'], { allowUnauthenticated: true });

/** The rules of the routes about carts. */
export const cartRules: MiddlewareRoute[] = [
  { methods: ['POST'], matcher: '/store/carts*', middlewares: [hideEmail] },
  { methods: ['POST'], matcher: '/store/carts', middlewares: [showEmail] },
  { methods: ['POST'], matcher: '/store/carts/:id', middlewares: [showEmail] },
  { methods: ['POST'], matcher: '/store/carts', middlewares: [knowCustomer, ownFromTheFirst, findCodes] },
  { matcher: '/store/carts/:id*', middlewares: [knowCustomer, hideFromOthers] },
  { methods: ['POST'], matcher: '/store/carts/:id/customer', middlewares: [ownFromNow] },
  { methods: ['DELETE'], matcher: '/store/carts/:id/line-items/:line_id', middlewares: [keepToOwnLines] },
  { methods: ['POST'], matcher: '/store/carts/:id', middlewares: [findCodes] },
  { methods: ['POST'], matcher: '/store/carts/:id/promotions', middlewares: [findCodes] },
  {
    methods: ['POST'],
    matcher: '/store/carts/:id/discount-codes',
    middlewares: [validateAndTransformBody(Codes)],
  },
  { methods: ['POST'], matcher: '/store/carts/:id/lines', middlewares: [validateAndTransformBody(NewLines)] },
  {
    methods: ['DELETE'],
    matcher: '/store/carts/:id/lines',
    middlewares: [keepToOwnLines, validateAndTransformBody(OldLines)],
  },
];
