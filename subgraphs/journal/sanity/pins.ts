import type { SearchPins } from '../content.ts';
import { isId } from '../ids.ts';
import { currentTime } from './completeness.ts';
import { isPublished } from './groq.ts';
import type { Reports } from './reports.ts';
import type { RunQuery } from './requests.ts';
import { searchLanguageOf, textsOf } from './synonyms.ts';

/** The largest number of documents that is read, in one query. */
const maxPins = 1_000;

/** The condition for pins that are effective at `$now`. */
const isEffective = `!coalesce(dateTime(startsAt) > dateTime($now), false)
  && !coalesce(dateTime(endsAt) <= dateTime($now), false)`;

interface StoredPins {
  id: string;
  revision: string;
  queries: unknown;
  language: unknown;
  products: unknown;
  startsAt: unknown;
  endsAt: unknown;
}

/**
 * Reads the published pins that are effective now, in the order of the editors, without values of other types. Sanity validates
 * nothing: pins without queries or products, in a language that there is not, or with a time that is none, are left out and reported.
 */
export async function readPins(run: RunQuery, reports: Reports): Promise<SearchPins[]> {
  const stored = await run<StoredPins[]>(
    `*[_type == "searchPins" && ${isPublished} && ${isEffective}] | order(coalesce(position, 1000) asc, _id asc)[0...${maxPins}]{
      "id": _id, "revision": _rev, queries, language, "products": products[].productId, startsAt, endsAt
    }`,
    { now: currentTime() },
  );
  return stored.flatMap(({ id, revision, startsAt, endsAt, ...pins }) => {
    const queries = textsOf(pins.queries);
    const productIds = textsOf(pins.products).filter(isId);
    const language = searchLanguageOf(pins.language);
    const invalid = { queries: queries.length === 0, products: productIds.length === 0, language: !language };
    const missingFields = Object.entries({ ...invalid, startsAt: !isTime(startsAt), endsAt: !isTime(endsAt) })
      .filter(([, isInvalid]) => isInvalid)
      .map(([name]) => name);
    if (language && missingFields.length === 0) return [{ queries, language, productIds }];
    reports.incomplete([{ id, revision, missingFields }]);
    return [];
  });
}

/** Whether editors wrote an instant, or nothing. */
function isTime(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}
