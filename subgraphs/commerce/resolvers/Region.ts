import type { RegionResolvers } from '#generated/commerce.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { countriesIn, currencyIn } from '../geography/names.ts';
import type { RegionRow } from '../rows.ts';
import { textFor } from '../texts/localized.ts';

/** Countries that share a currency. */
export const Region: ResolversOver<RegionRow, RegionResolvers> = {
  __resolveReference: async (reference, { regions }) => {
    const wanted = referenceId(reference);
    return (await regions()).find(({ id }) => id === wanted) ?? null;
  },
  name: ({ name, names }, _args, context, info) => {
    const { language } = context.request.market;
    return textFor(language, context, info, name, names?.[language]);
  },
  currency: ({ currencyCode }, _args, { request }) => currencyIn(currencyCode, request.market.language),
  countries: ({ countries }, _args, { request }) => countriesIn(countries, request.market.language),
};
