import type { Resolvers } from '#generated/journal.ts';
import { CareGuide, CareSymbol } from './CareGuide.ts';
import { SizeGuide, SizeGuideColumn, SizeGuideEntry, SizeMeasurement } from './SizeGuide.ts';

/** The types of the guides for care and sizes. */
export const guideResolvers = {
  ...{ CareGuide, CareSymbol, SizeGuide, SizeGuideColumn, SizeGuideEntry, SizeMeasurement },
} satisfies Resolvers;
