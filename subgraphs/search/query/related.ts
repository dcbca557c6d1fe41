import { badInput } from '#kit/graph/errors.ts';
import { type Engine, indexes, type Question } from '../meilisearch/client.ts';
import { oneOf, quote } from './filter.ts';

/** A product, and how many related to it are wanted. */
export interface Wanted {
  id: string;
  /** 1 to 24. */
  first: number;
}

/** Throws BAD_USER_INPUT when `first` is not within 1 to 24. */
export function readWanted(id: string, first: number | null | undefined): Wanted {
  const count = first ?? 8;
  if (count < 1 || count > 24) throw badInput('`first` must be from 1 to 24.', 'first');
  return { id, first: count };
}

/**
 * For each product the ids of those that share its collection, artisan, categories or materials, the closest first and
 * the newest first where two are as close; none for a product the index does not know. Two calls whatever the number.
 */
export async function relatedTo(wanted: readonly Wanted[], engine: Engine): Promise<string[][]> {
  const ids = wanted.map(({ id }) => id);
  const known = await traitsOf(ids, engine);
  const plans = wanted.map(({ id, first }) => {
    const own = known.get(id);
    return { own, first, questions: own ? questionsFor(own, first) : [] };
  });
  const questions = plans.flatMap((plan) => plan.questions);
  const answers = questions.length > 0 ? await engine.ask(questions) : [];
  return plans.map(({ own, first, questions: { length } }) => {
    const found = answers.splice(0, length).flatMap(({ hits }) => hits as Traits[]);
    return own ? closest(own, found, first) : [];
  });
}

interface Traits {
  id: string;
  collectionHandle: string | null;
  artisan: string | null;
  categoryHandles: string[];
  materials: string[];
  createdAt: number;
}

const traits = ['id', 'collectionHandle', 'artisan', 'categoryHandles', 'materials', 'createdAt'];

async function traitsOf(ids: string[], engine: Engine): Promise<Map<string, Traits>> {
  const distinct = [...new Set(ids)];
  const [answer] = await engine.ask([
    {
      indexUid: indexes.products,
      filter: [oneOf('id', distinct)],
      limit: distinct.length,
      attributesToRetrieve: traits,
    },
  ]);
  return new Map((answer?.hits ?? []).map((hit) => [hit.id, hit as Traits]));
}

/**
 * The engine cannot rank by how many of several conditions hold. So it is asked for products that share three traits
 * at least, two, and each one alone: among the first of each are the closest of all.
 */
function questionsFor(own: Traits, first: number): Question[] {
  const shared = [
    own.collectionHandle && `collectionHandle = ${quote(own.collectionHandle)}`,
    own.artisan && `artisan = ${quote(own.artisan)}`,
    own.categoryHandles.length > 0 && oneOf('categoryHandles', own.categoryHandles),
    own.materials.length > 0 && oneOf('materials', own.materials),
  ].filter((condition): condition is string => Boolean(condition));
  const ways = [choices(shared, 3), choices(shared, 2), ...shared.map((one) => [[one]])];
  return ways
    .filter((way) => way.length > 0)
    .map((way) => ({
      indexUid: indexes.products,
      filter: [`id != ${quote(own.id)}`, way.map((together) => together.join(' AND '))],
      sort: ['createdAt:desc'],
      limit: first,
      attributesToRetrieve: traits,
    }));
}

function closest(own: Traits, found: Traits[], first: number): string[] {
  const distinct = [...new Map(found.map((other) => [other.id, other])).values()];
  return distinct
    .map((other) => ({ id: other.id, closeness: closeness(own, other), createdAt: other.createdAt }))
    .sort((a, b) => b.closeness - a.closeness || b.createdAt - a.createdAt)
    .slice(0, first)
    .map(({ id }) => id);
}

/** A collection is made to go together, a hand is recognised; a category or a material alone says less. */
function closeness(own: Traits, other: Traits): number {
  const common = (one: string[], two: string[]) => one.filter((value) => two.includes(value)).length;
  return (
    (own.collectionHandle !== null && own.collectionHandle === other.collectionHandle ? 4 : 0) +
    (own.artisan !== null && own.artisan === other.artisan ? 3 : 0) +
    2 * common(own.categoryHandles, other.categoryHandles) +
    common(own.materials, other.materials)
  );
}

/** All ways to choose so many of the items, each in their order. */
function choices<Item>(items: Item[], count: number): Item[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, place) => choices(items.slice(place + 1), count - 1).map((rest) => [item, ...rest]));
}
