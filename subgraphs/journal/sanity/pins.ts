import type { SearchPins } from '../content.ts';
import { isId } from '../ids.ts';
import { currentTime } from './completeness.ts';
import { isPublished } from './groq.ts';
import type { RunQuery } from './requests.ts';
import { textsOf } from './synonyms.ts';

/** The largest number of documents that is read, in one query. */
const maxPins = 1_000;

/** The condition for pins that are effective at `$now`. */
const isEffective = `!coalesce(dateTime(startsAt) > dateTime($now), false)
  && !coalesce(dateTime(endsAt) <= dateTime($now), false)`;

/** Reads the published pins that are effective now, in the order of the editors. Values of other types are left out. */
export async function readPins(run: RunQuery): Promise<SearchPins[]> {
  const stored = await run<{ queries: unknown; language: unknown; products: unknown }[]>(
    `*[_type == "searchPins" && ${isPublished} && ${isEffective}] | order(coalesce(position, 1000) asc, _id asc)[0...${maxPins}]{
      queries, language, "products": products[].productId
    }`,
    { now: currentTime() },
  );
  return stored.flatMap(({ queries, language, products }) => {
    const productIds = textsOf(products).filter(isId);
    const texts = textsOf(queries);
    if (texts.length === 0 || productIds.length === 0) return [];
    return [{ queries: texts, language: typeof language === 'string' ? language : 'EN', productIds }];
  });
}
