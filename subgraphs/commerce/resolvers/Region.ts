import type { RegionResolvers } from '#generated/commerce.ts';
import { referenceId } from '#kit/graph/node.ts';

/** Countries that share a currency. */
export const Region: RegionResolvers = {
  __resolveReference: async (reference, { regions }) => {
    const wanted = referenceId(reference);
    return (await regions()).find(({ id }) => id === wanted) ?? null;
  },
};
