import type { GraphQLResolveInfo } from 'graphql';
import type { ProductResolvers } from '#generated/provenance.ts';
import { selects } from '#kit/graph/selection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ProductPart } from '../ledger/product-parts.ts';
import type { ProductReference } from '../ledger/records.ts';

export const Product: ResolversOver<ProductReference, ProductResolvers> = {
  __resolveReference: ({ id }) => ({ id }),
  provenance: ({ id }, _, { loaders }, info) => loaders.ofProduct.provenance(id, partsAhead(info)),
  digitalAssets: async ({ id }, _, { loaders }) => {
    const assets = await loaders.ofProduct.assets(id);
    return assets.length > 0 ? assets : null;
  },
  passport: ({ id }, _, { loaders }) => loaders.ofProduct.passport(id),
};

/** The rows that the fields of a provenance will need, by the path of these fields. */
const needs: readonly [ProductPart, path: readonly string[]][] = [
  ['materialUses', ['materials']],
  ['materials', ['materials', 'material']],
  ['materialUses', ['carbonFootprint', 'breakdown']],
  ['materials', ['carbonFootprint', 'breakdown']],
  ['passports', ['blockchainLedgerId']],
];

/** Results by selection, because all products of an entity list have the same one. */
const known = new WeakMap<GraphQLResolveInfo['fieldNodes'], ProductPart[]>();

function partsAhead(info: GraphQLResolveInfo): ProductPart[] {
  let parts = known.get(info.fieldNodes);
  if (!parts) {
    parts = needs.flatMap(([part, path]) => (selects(info, path) ? part : []));
    known.set(info.fieldNodes, parts);
  }
  return parts;
}
