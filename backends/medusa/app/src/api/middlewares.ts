import {
  type AuthenticatedMedusaRequest,
  authenticate,
  defineMiddlewares,
  errorHandler,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  validateAndTransformBody,
  validateAndTransformQuery,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { useAnswerCache } from '../cache/answers';
import { isCursor } from '../changes';
import { allowWorkers } from './allow-workers';
import { findCodes } from './cart-codes';
import { hideFromOthers, keepToOwnLines, keepToOwnOrders, ownFromNow, ownFromTheFirst } from './cart-owner';
import { hideEmail, showEmail } from './email';
import { limitPasswords, limitStore } from './limit';
import { isService } from './service';
import { Body as Password } from './store/accounts/password/route';
import { Codes } from './store/carts/[id]/discount-codes/route';
import { NewLines, OldLines } from './store/carts/[id]/lines/route';
import { Body as Account } from './store/customers/me/account/route';
import { Body as Taken } from './worker/order-events/taken/route';
import { Body as Delivery } from './worker/outbox/[id]/delivered/route';
import { Body as Failure } from './worker/outbox/[id]/failed/route';
import { Body as Parcel } from './worker/outbox/[id]/shipments/route';

/** Fields of products that clients of the store may ask for one by one, beside what Medusa lets them. */
const narrowFields = [
  'categories.id',
  'images.metadata',
  'options.metadata',
  'options.values.rank',
  'variants.variant_rank',
  'variants.options.option_id',
  ...['location_id', 'stocked_quantity', 'reserved_quantity'].map(
    (field) => `variants.inventory_items.inventory.location_levels.${field}`,
  ),
];

/** What clients of the store may ask of the parcels of an order, beside what Medusa lets them. */
const parcelFields = ['items.line_item_id', 'items.quantity', 'labels.tracking_number', 'labels.tracking_url'].map(
  (field) => `fulfillments.${field}`,
);

/** The fields of an order's costs that clients may request, in addition to Medusa's own. */
const costFields = [
  'credit_line_total',
  ...['shipping_methods.id', 'shipping_methods.shipping_option_id', 'shipping_methods.name', 'shipping_methods.amount'],
  ...[
    ...['is_tax_inclusive', 'total', 'tax_total', 'original_total', 'original_tax_total'],
    ...['tax_lines.code', 'tax_lines.description', 'tax_lines.rate'],
  ].flatMap((field) => [`items.${field}`, `shipping_methods.${field}`]),
];

const changesQuery = z.object({
  after: z
    .string()
    .refine((text) => text === '' || isCursor(text), 'Not a cursor')
    .optional()
    .transform((text) => text || undefined),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** Who asks, where they have signed in. */
const knowCustomer = authenticate('customer', ['session', 'bearer'], { allowUnauthenticated: true });

export default defineMiddlewares({
  errorHandler: sayBusy,
  routes: [
    { matcher: '/store*', middlewares: [limitStore, useAnswerCache] },
    { matcher: '/auth/customer*', middlewares: [limitStore] },
    { methods: ['POST'], matcher: '/auth/customer/emailpass*', middlewares: [ignoreCase, limitPasswords] },
    { methods: ['POST'], matcher: '/auth/customer/emailpass', middlewares: [normalisePassword] },
    {
      methods: ['POST'],
      matcher: '/auth/customer/emailpass/register',
      middlewares: [normalisePassword, wantLongPassword],
    },
    { methods: ['POST'], matcher: '/store/carts*', middlewares: [hideEmail] },
    { methods: ['POST'], matcher: '/store/customers*', middlewares: [hideEmail] },
    { methods: ['POST'], matcher: '/store/carts', middlewares: [showEmail] },
    { methods: ['POST'], matcher: '/store/carts/:id', middlewares: [showEmail] },
    { methods: ['POST'], matcher: '/store/customers', middlewares: [showEmail] },
    { methods: ['POST'], matcher: '/store/customers/me/account', middlewares: [validateAndTransformBody(Account)] },
    { methods: ['POST'], matcher: '/store/accounts/password', middlewares: [validateAndTransformBody(Password)] },
    { methods: ['GET'], matcher: '/store/products*', middlewares: [allow(narrowFields)] },
    { methods: ['GET'], matcher: '/store/orders*', middlewares: [allow([...parcelFields, ...costFields])] },
    { methods: ['GET'], matcher: '/store/orders', middlewares: [keepToOwnOrders] },
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
    { methods: ['GET'], matcher: '/store/products', middlewares: [breakTies] },
    { methods: ['GET'], matcher: '/store/collections', middlewares: [breakTies] },
    { methods: ['GET'], matcher: '/store/changes', middlewares: [validateAndTransformQuery(changesQuery, {})] },
    { matcher: '/worker*', middlewares: [allowWorkers] },
    { methods: ['POST'], matcher: '/worker/order-events/taken', middlewares: [validateAndTransformBody(Taken)] },
    { methods: ['POST'], matcher: '/worker/outbox/:id/delivered', middlewares: [validateAndTransformBody(Delivery)] },
    { methods: ['POST'], matcher: '/worker/outbox/:id/failed', middlewares: [validateAndTransformBody(Failure)] },
    { methods: ['POST'], matcher: '/worker/outbox/:id/shipments', middlewares: [validateAndTransformBody(Parcel)] },
    { methods: ['POST'], matcher: '/auth/token/refresh', middlewares: [refuseExchanged] },
    { methods: ['POST'], matcher: '/auth/session', middlewares: [refuseExchanged] },
  ],
});

const sayError = errorHandler();

/** Whoever waited for a lock in vain is told that others are at work, with 409, and not that something is broken. */
function sayBusy(error: Error, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const isBusy = /acquir\w+ lock/i.test(error.message);
  sayError(isBusy ? new MedusaError(MedusaError.Types.CONFLICT, error.message) : error, req, res, next);
}

function allow(fields: string[]) {
  return (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void => {
    req.allowed = [...(req.allowed ?? []), ...fields];
    next();
  };
}

/** Rows that are equal in what they are ordered by are ordered by their id, so that pages never overlap. */
function breakTies(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const { pagination } = req.queryConfig;
  pagination.order = { ...pagination.order, id: 'ASC' };
  next();
}

/** E-mail addresses are the same in any case. */
function ignoreCase({ body }: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const credentials = body as { email?: unknown };
  if (typeof credentials.email === 'string') credentials.email = credentials.email.trim().toLowerCase();
  next();
}

/** Stores and compares passwords in NFC. Identity is exempt: it tries the other forms itself, for older passwords. */
function normalisePassword({ body, headers }: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const credentials = body as { password?: unknown };
  if (typeof credentials.password === 'string' && !isService(headers['x-axiom-service'])) {
    credentials.password = credentials.password.normalize('NFC');
  }
  next();
}

/** Passwords are as long here as where the graph signs customers up: 12 to 128 characters. */
function wantLongPassword({ body }: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const { password } = body as { password?: unknown };
  const length = typeof password === 'string' ? [...password].length : undefined;
  if (length !== undefined && (length < 12 || length > 128)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'A password has 12 to 128 characters');
  }
  next();
}

/** What was given for a session's token is not prolonged: it would outlive a session that is revoked. */
function refuseExchanged(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if ((req as AuthenticatedMedusaRequest).auth_context.auth_provider === 'axiom') {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Exchange the token of the session again');
  }
  next();
}
