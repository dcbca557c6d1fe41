import type { MiddlewareRoute } from '@medusajs/framework/http';
import { allowFields } from '../../allow-fields';
import { requireOwnOrders } from '../../cart-owner';
import { addOrderToken, checkOrder, checkOrderInBody } from './access';

/** The fields of the parcels of an order that clients may request, in addition to Medusa’s own. */
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

/** The rules of the routes about orders. */
export const orderRules: MiddlewareRoute[] = [
  { methods: ['GET'], matcher: '/store/orders*', middlewares: [allowFields([...parcelFields, ...costFields])] },
  { matcher: '/store/orders/:id*', middlewares: [checkOrder] },
  { matcher: '/store/returns*', middlewares: [checkOrderInBody] },
  { methods: ['POST'], matcher: '/store/carts/:id/complete', middlewares: [addOrderToken] },
  { methods: ['GET'], matcher: '/store/orders', middlewares: [requireOwnOrders] },
];
