import type { MaterialVariantResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { MaterialVariant as Row } from '../assets/processed.ts';

export const MaterialVariant: ResolversOver<Row, MaterialVariantResolvers> = {
  productVariants: ({ productVariantIds }) => productVariantIds.map((id) => ({ id })),
};
