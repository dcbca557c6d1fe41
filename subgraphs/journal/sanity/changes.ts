import type { PublishedDocument, Snapshot } from '../content.ts';
import { isId } from '../ids.ts';
import { currentTime, isNotDueLater, isShownArticle, isShownArtisan } from './completeness.ts';
import { isDraft, isPublished, linkedArtisans, productIds, publishedIdOf } from './groq.ts';
import type { RunQuery } from './requests.ts';
import { isShownBanner } from './site/banners.ts';

const types =
  '["article", "artisan", "page", "menu", "banner", "store", "redirect", "series", "articleTranslation", "pageTranslation", "organization", "careGuide", "sizeGuide"]';
const published = `_type in ${types} && ${isPublished} && ${isNotDueLater}`;

/**
 * Differs whenever a document was published, edited or removed, an article became due, or the time of a banner began or ended: each edit gives a document a new
 * revision and makes it the latest, and the rest changes their number.
 */
const mark = `{
  "count": count(*[${published}]),
  "edited": *[${published}] | order(_updatedAt desc, _id asc)[0...20]._rev,
  "due": *[${published} && defined(publishedAt)] | order(publishedAt desc, _id asc)[0...20]._id,
  "banners": *[${isShownBanner} && ${isPublished}] | order(_id asc)[0...100]._id
}`;

/** What all readers see differently, if it differs: a small result, because it is asked several times a second. */
export async function readMark(run: RunQuery): Promise<string> {
  return JSON.stringify(await run(mark, { now: currentTime() }));
}

/**
 * All published documents. Of drafts without a published version only the time and the products are read: they may have been
 * unpublished.
 */
export async function readSnapshot(run: RunQuery): Promise<Snapshot> {
  const found = await run<StoredSnapshot>(
    `{
      "mark": ${mark},
      "at": string(dateTime(now())),
      "documents": *[${published}]{
        "id": _id, "type": _type, "revision": _rev, "changedAt": _updatedAt, publishedAt, mood, name,
        "slug": slug.current, "productIds": ${productIds},
        "artisanIds": array::unique(array::compact(coalesce(${linkedArtisans}, []))),
        "articleIds": array::compact(coalesce(articles[]._ref, [article._ref, page._ref])),
        "isShown": coalesce((${isShownArticle}) || (${isShownArtisan}) || (${isShownBanner})
          || _type in ["page", "menu", "store", "redirect", "series", "articleTranslation", "pageTranslation", "organization", "careGuide", "sizeGuide"], false)
      },
      "unpublished": *[_type == "article" && ${isDraft} && !defined(*[_id == ${publishedIdOf('^.')}][0]._id)]{
        "changedAt": _updatedAt, "productIds": ${productIds}
      }
    }`,
    { now: currentTime() },
  );
  const withIds = <Document extends { productIds: unknown[] }>(document: Document) => ({
    ...document,
    productIds: document.productIds.filter(isId),
  });
  return {
    mark: JSON.stringify(found.mark),
    at: found.at,
    documents: found.documents.map((document) => ({
      ...withIds(document),
      artisanIds: document.artisanIds.filter((id) => typeof id === 'string'),
      articleIds: document.articleIds.filter((id) => typeof id === 'string'),
    })),
    unpublished: found.unpublished.map(withIds),
  };
}

type Unchecked<Document> = Omit<Document, 'productIds' | 'artisanIds' | 'articleIds'> & {
  productIds: unknown[];
  artisanIds: unknown[];
  articleIds: unknown[];
};

interface StoredSnapshot extends Pick<Snapshot, 'at'> {
  mark: unknown;
  documents: Unchecked<PublishedDocument>[];
  unpublished: Unchecked<Snapshot['unpublished'][number]>[];
}
