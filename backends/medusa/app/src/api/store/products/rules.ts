import {
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  type MiddlewareRoute,
  validateAndTransformQuery,
} from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { isCursor } from '../../../changes/read';
import { allowFields } from '../../allow-fields';
import { allowServices } from '../../service';
import { showDeliverableFirst } from './deliverable-first';
import { followTags } from './tagged-collections';

/** The fields of products that clients may request, in addition to Medusa’s own. */
const narrowFields = [
  'categories.id',
  'images.metadata',
  'options.metadata',
  'options.values.rank',
  'options.values.metadata',
  'variants.images.url',
  'variants.metadata',
  'variants.variant_rank',
  'variants.options.option_id',
  ...['location_id', 'stocked_quantity', 'reserved_quantity'].map(
    (field) => `variants.inventory_items.inventory.location_levels.${field}`,
  ),
];

const changesQuery = z.object({
  after: z
    .string()
    .refine((text) => text === '' || isCursor(text), 'Not a cursor')
    .optional()
    .transform((text) => text || undefined),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  wait: z.coerce.number().int().min(0).max(10_000).default(0),
});

/** The rules of the routes about products. */
export const productRules: MiddlewareRoute[] = [
  { methods: ['GET'], matcher: '/store/products*', middlewares: [allowFields(narrowFields)] },
  { methods: ['GET'], matcher: '/store/products', middlewares: [breakTies, followTags, showDeliverableFirst] },
  { methods: ['GET'], matcher: '/store/product-categories*', middlewares: [allowFields(['metadata'])] },
  { methods: ['GET'], matcher: '/store/collections', middlewares: [breakTies] },
  // What sells is no one else's business.
  { matcher: '/store/best-sellers', middlewares: [allowServices] },
  { methods: ['GET'], matcher: '/store/changes', middlewares: [validateAndTransformQuery(changesQuery, {})] },
];

/** Adds the id as the last sort key, so that pages of equal rows do not overlap. */
function breakTies(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const { pagination } = req.queryConfig;
  pagination.order = { ...pagination.order, id: 'ASC' };
  next();
}
