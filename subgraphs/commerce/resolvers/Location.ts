import type { LocationResolvers } from '#generated/commerce.ts';
import { referenceId } from '#kit/graph/node.ts';

/** A stock location. */
export const Location: LocationResolvers = {
  __resolveReference: async (reference, { locations }) => {
    const wanted = referenceId(reference);
    return (await locations()).find(({ id }) => id === wanted) ?? null;
  },
};
