import type { Asset3DResolvers, ModelDimensions, ModelDimensionsCheckResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields, needs, variantIdField } from '../medusa/fields.ts';
import { type CheckRow, checkDimensions } from './dimensions-check.ts';

/** What provenance says about a model, for the comparison with its product. */
export interface ModelReference {
  productId: string;
  sha256: string;
  /** Required by `dimensionsCheck` only. */
  dimensions: ModelDimensions;
}

/** The fields of Medusa with the dimensions of a product and its variants. */
const dimensionFields = [variantIdField, ...(needs.ProductVariant?.dimensions ?? [])];

/** A model of a product. All products of a request are read by one call. */
export const Asset3D: ResolversOver<ModelReference, Asset3DResolvers> = {
  __resolveReference: (reference) => reference,
  dimensionsCheck: async ({ productId, dimensions }, _, { products }) =>
    checkDimensions(dimensions, await products.byId.load({ key: productId, fields: dimensionFields })),
};

export const ModelDimensionsCheck: ResolversOver<CheckRow, ModelDimensionsCheckResolvers> = {
  variant: ({ variantId }, _, { products }, info) =>
    variantId === null
      ? null
      : products.variantById.load({ key: variantId, fields: neededFields(info, 'ProductVariant') }),
};
