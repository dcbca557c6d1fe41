import { type MiddlewareRoute, validateAndTransformBody, validateAndTransformQuery } from '@medusajs/framework/http';
import { allowFields } from '../../allow-fields';
import { requireOwnOrders } from '../../cart-owner';
import { allowServices } from '../../service';
import { Lines } from '../limited-pieces/route';
import { Body as Taken } from '../order-mails/taken/route';
import { Body as Cancellation } from './[id]/cancel/route';
import { Body as Return } from './[id]/returns/route';
import { addOrderToken, checkOrder, refuseReturns } from './access';

/** The fields of the parcels of an order that clients may request, in addition to Medusa’s own. */
const parcelFields = ['items.line_item_id', 'items.quantity', 'labels.tracking_number', 'labels.tracking_url'].map(
  (field) => `fulfillments.${field}`,
);

/** The fields of an order, its state and its costs that clients may request, in addition to Medusa's own. */
const costFields = [
  ...['credit_line_total', 'canceled_at'],
  ...['shipping_methods.id', 'shipping_methods.shipping_option_id', 'shipping_methods.name', 'shipping_methods.amount'],
  ...[
    ...['is_tax_inclusive', 'total', 'tax_total', 'original_total', 'original_tax_total'],
    ...['tax_lines.code', 'tax_lines.description', 'tax_lines.rate'],
  ].flatMap((field) => [`items.${field}`, `shipping_methods.${field}`]),
];

/** The rules of the routes about orders. */
export const orderRules: MiddlewareRoute[] = [
  {
    methods: ['GET'],
    matcher: '/store/orders*',
    middlewares: [allowFields(['metadata', ...parcelFields, ...costFields])],
  },
  { matcher: '/store/orders/:id*', middlewares: [checkOrder] },
  { methods: ['POST'], matcher: '/store/orders/:id/cancel', middlewares: [validateAndTransformBody(Cancellation)] },
  { methods: ['POST'], matcher: '/store/orders/:id/returns', middlewares: [validateAndTransformBody(Return)] },
  { matcher: '/store/returns*', middlewares: [refuseReturns] },
  { methods: ['POST'], matcher: '/store/carts/:id/complete', middlewares: [addOrderToken] },
  { methods: ['GET'], matcher: '/store/orders', middlewares: [requireOwnOrders] },
  { matcher: '/store/order-mails*', middlewares: [allowServices] },
  { methods: ['POST'], matcher: '/store/order-mails/taken', middlewares: [validateAndTransformBody(Taken)] },
  { methods: ['GET'], matcher: '/store/limited-pieces', middlewares: [validateAndTransformQuery(Lines, {})] },
];
