import type { MaterialResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Material as Row } from '../ledger/records.ts';
import { translated } from '../ledger/translations.ts';

export const Material: ResolversOver<Row, MaterialResolvers> = {
  __resolveReference: (reference, { loaders }) => loaders.material.load(referenceId(reference)),
  name: translated('name'),
  description: translated('description'),
  translations: ({ translations }) =>
    languages.flatMap((language) => {
      const texts = translations[language];
      return texts ? { name: null, description: null, ...texts, language } : [];
    }),
  history: ({ id }, _, { loaders }) => loaders.materialHistory.load(id),
  products: async ({ id }, args, { loaders }) => {
    const page = readKeyPage(['Material.products', id], args, ['instant', 'text']);
    const { rows, total } = await loaders.productsOfMaterial.load({ id, page });
    return keyConnection(rows, page, total, ({ recordedAt, id }) => [Date.parse(recordedAt), id]);
  },
};
