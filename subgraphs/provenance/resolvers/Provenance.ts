import type { ProvenanceResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { ledgerIdOf } from '../ledger/passport.ts';
import type { Provenance as Row } from '../ledger/records.ts';
import { translated } from '../ledger/translations.ts';

export const Provenance: ResolversOver<Row, ProvenanceResolvers> = {
  place: translated('place'),
  materials: ({ productId }, _, { loaders }) => loaders.ofProduct.materialUses(productId),
  carbonFootprint: ({ productId, carbonFootprint }) => carbonFootprint && { ...carbonFootprint, productId },
  artisan: ({ artisanId }) => (artisanId === null ? null : { id: artisanId }),
  blockchainLedgerId: async ({ productId }, _, { loaders }) => {
    const passport = await loaders.ofProduct.passport(productId);
    return passport && ledgerIdOf(passport.ledgerHead);
  },
};
