import DataLoader from 'dataloader';
import { byId } from '#kit/graph/loader.ts';
import { attachmentsOf, guideFor, type ProductPlace } from './choice.ts';
import type { Attachments, CareGuide, GuideContent, SizeGuide } from './guides.ts';

export type GuideLoaders = ReturnType<typeof createGuideLoaders>;

/** Loaders for one request: all products whose guide is requested within one tick become one query. */
export function createGuideLoaders(guides: GuideContent) {
  return {
    careGuideById: byId<CareGuide>(guides.careGuidesById, ({ id }) => id),
    sizeGuideById: byId<SizeGuide>(guides.sizeGuidesById, ({ id }) => id),
    careGuideFor: forProducts(guides.careGuidesFor),
    sizeGuideFor: forProducts(guides.sizeGuidesFor),
  };
}

function forProducts<Guide extends { handle: string; attachedTo: Attachments }>(
  read: (places: Attachments) => Promise<Guide[]>,
): DataLoader<ProductPlace, Guide | null, string> {
  return new DataLoader(
    async (places) => {
      const guides = await read(attachmentsOf(places));
      return places.map((place) => guideFor(place, guides));
    },
    { cacheKeyFn: ({ id }) => id, maxBatchSize: 100 },
  );
}
