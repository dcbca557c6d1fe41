import type { Change, FeedPosition } from '../content.ts';
import { isDraft, isPublished, productIds, publishedIdOf } from './groq.ts';
import type { RunQuery } from './requests.ts';

/**
 * Sanity's timestamps have whole seconds, and documents become visible a moment later. So changes that are younger than this may
 * be reordered; they are ignored until they settle.
 */
const unsettledSeconds = 2;

/**
 * The first changes after a position, oldest first, and the instant up to which no further changes can appear. An article changes
 * when it is edited, and again at its `publishedAt`.
 */
export async function readChanges(
  run: RunQuery,
  after: FeedPosition,
  first: number,
): Promise<{ changes: Change[]; settledAt: string }> {
  const isPublic = `(${isPublished} || (${isDraft} && !defined(*[_id == ${publishedIdOf('^.')}][0]._id)))`;
  const found = await run<{ edited: StoredChange[]; due: StoredChange[]; settledAt: string }>(
    `{
      "edited": ${changesAt('_updatedAt', isPublic)},
      "due": ${changesAt('publishedAt', `${isPublished} && dateTime(publishedAt) > dateTime(_updatedAt)`)},
      "settledAt": string(dateTime(now()) - $unsettled)
    }`,
    { at: after.at, id: after.id, first, unsettled: unsettledSeconds },
  );
  const changes = [...found.edited, ...found.due]
    .map(({ productIds, ...change }) => ({
      ...change,
      productIds: productIds.filter((id) => typeof id === 'string'),
    }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
  return { changes: changes.slice(0, first), settledAt: found.settledAt };
}

type StoredChange = Omit<Change, 'productIds'> & { productIds: unknown[] };

/** The first settled articles after `$at` and `$id`, in the order of a field with an instant. */
function changesAt(field: string, filter: string): string {
  const instant = `dateTime(${field})`;
  return `*[_type == "article" && ${instant} <= dateTime(now()) - $unsettled && ${filter}
    && (${instant} > dateTime($at) || (${instant} == dateTime($at) && _id > $id))]
    | order(${instant} asc, _id asc)[0...$first]{"id": _id, "at": string(${instant}), "productIds": ${productIds}}`;
}
