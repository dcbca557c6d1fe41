import { authenticate, type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { dropFields } from '../../allow-fields';
import { findCodes } from '../../cart-codes';
import { readChangedLine, readNewLine, readNewLines } from '../../cart-lines';
import { claimCartOwner, hideFromOthers, keepCartMetadata, requireOwnLines, setCartOwner } from '../../cart-owner';
import { hideEmail, showEmail } from '../../email';
import { refuseFractions } from '../../inputs';
import { showReservedProducts } from '../../reserved-products';
import { NewSession } from '../payment-collections/[id]/payment-sessions/route';
import { Codes } from './[id]/discount-codes/route';
import { NewLines, OldLines } from './[id]/lines/route';
import { MergeOptions } from './[id]/merge/route';
import { keepOrderLanguage, speakLanguage } from './language';
import { keepMethodData } from './method-data';
import { hideNamedCart, hidePayment, refuseFixedPrices } from './named';

/** Reads the customer, if the request is authenticated. */
const readCustomer = authenticate('customer', ['session', 'bearer'], { allowUnauthenticated: true });

/** The rules of the routes about carts. */
export const cartRules: MiddlewareRoute[] = [
  { matcher: '/store/carts*', middlewares: [speakLanguage] },
  { methods: ['POST'], matcher: '/store/payment-collections', middlewares: [speakLanguage] },
  // The customer of a guest's cart may be another who has the same e-mail address.
  { matcher: '/store/carts*', middlewares: [dropFields(/^customer(?!\.(id|email|groups\.id)$)\b/)] },
  { methods: ['POST'], matcher: '/store/carts*', middlewares: [hideEmail] },
  { methods: ['POST'], matcher: '/store/carts', middlewares: [showEmail] },
  { methods: ['POST'], matcher: '/store/carts/:id', middlewares: [showEmail] },
  { methods: ['POST'], matcher: '/store/carts', middlewares: [readCustomer, setCartOwner, findCodes, readNewLines] },
  { matcher: '/store/carts/:id*', middlewares: [readCustomer, hideFromOthers] },
  { matcher: '/store/shipping-options*', middlewares: [hideNamedCart] },
  { methods: ['POST'], matcher: '/store/shipping-options/:id/calculate', middlewares: [refuseFixedPrices] },
  { matcher: '/store/payment-collections*', middlewares: [hideNamedCart] },
  { matcher: '/store/payment-collections/:id*', middlewares: [hidePayment] },
  {
    methods: ['POST'],
    matcher: '/store/payment-collections/:id/payment-sessions',
    middlewares: [readCustomer, validateAndTransformBody(NewSession)],
  },
  { matcher: '/store/carts*', middlewares: [refuseFractions] },
  { methods: ['POST'], matcher: '/store/carts/:id/customer', middlewares: [claimCartOwner] },
  { methods: ['POST'], matcher: '/store/carts/:id/line-items', middlewares: [readNewLine] },
  { methods: ['POST'], matcher: '/store/carts/:id/line-items/:line_id', middlewares: [readChangedLine] },
  { methods: ['DELETE'], matcher: '/store/carts/:id/line-items/:line_id', middlewares: [requireOwnLines] },
  { methods: ['POST'], matcher: '/store/carts/:id', middlewares: [findCodes, keepCartMetadata] },
  { methods: ['POST'], matcher: '/store/carts/:id/shipping-methods', middlewares: [keepMethodData] },
  { methods: ['POST'], matcher: '/store/carts/:id/complete', middlewares: [keepOrderLanguage, showReservedProducts] },
  { methods: ['POST'], matcher: '/store/carts/:id/promotions', middlewares: [findCodes] },
  {
    methods: ['POST'],
    matcher: '/store/carts/:id/discount-codes',
    middlewares: [validateAndTransformBody(Codes)],
  },
  {
    methods: ['POST'],
    matcher: '/store/carts/:id/merge',
    middlewares: [authenticate('customer', ['session', 'bearer']), validateAndTransformBody(MergeOptions)],
  },
  { methods: ['POST'], matcher: '/store/carts/:id/lines', middlewares: [validateAndTransformBody(NewLines)] },
  {
    methods: ['DELETE'],
    matcher: '/store/carts/:id/lines',
    middlewares: [requireOwnLines, validateAndTransformBody(OldLines)],
  },
];
