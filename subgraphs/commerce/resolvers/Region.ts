import type { RegionResolvers } from '#generated/commerce.ts';

/** Countries that share a currency. */
export const Region: RegionResolvers = {
  __resolveReference: async ({ id }, { regions }) => (await regions()).find((region) => region.id === id) ?? null,
};
