import { badInput } from '#kit/graph/errors.ts';
import { type Engine, type EngineQuery, indexes } from '../meilisearch/client.ts';
import { oneOf, quote } from './filter.ts';

/** A request for products related to one. */
export interface RelatedRequest {
  id: string;
  /** How many to return, 1 to 24. */
  first: number;
}

/** Throws BAD_USER_INPUT when `first` is not from 1 to 24. */
export function readRelatedRequest(id: string, first: number | null | undefined): RelatedRequest {
  const count = first ?? 8;
  if (count < 1 || count > 24) throw badInput('`first` must be from 1 to 24.', 'first');
  return { id, first: count };
}

/**
 * For each product the ids of those that share its main collection, artisan, categories or materials, the most similar first, then
 * the newest; empty for a product that the index does not contain. Two calls for any number of products.
 */
export async function relatedTo(requests: readonly RelatedRequest[], engine: Engine): Promise<string[][]> {
  const ids = requests.map(({ id }) => id);
  const traitsById = await readTraits(ids, engine);
  const plans = requests.map(({ id, first }) => {
    const own = traitsById.get(id);
    return { own, first, queries: own ? queriesFor(own, first) : [] };
  });
  const queries = plans.flatMap((plan) => plan.queries);
  const results = queries.length > 0 ? await engine.run(queries) : [];
  return plans.map(({ own, first, queries: { length } }) => {
    const found = results.splice(0, length).flatMap(({ hits }) => hits as Traits[]);
    return own ? mostSimilar(own, found, first) : [];
  });
}

interface Traits {
  id: string;
  /** Its main collection first. */
  collectionIds: string[];
  artisan: string | null;
  categoryHandles: string[];
  materials: string[];
  createdAt: number;
}

const traits = ['id', 'collectionIds', 'artisan', 'categoryHandles', 'materials', 'createdAt'];

async function readTraits(ids: string[], engine: Engine): Promise<Map<string, Traits>> {
  const distinct = [...new Set(ids)];
  const [result] = await engine.run([
    {
      indexUid: indexes.products,
      filter: [oneOf('id', distinct)],
      limit: distinct.length,
      attributesToRetrieve: traits,
    },
  ]);
  return new Map((result?.hits ?? []).map((hit) => [hit.id, hit as Traits]));
}

/**
 * The engine cannot rank by the number of conditions that are met. So there is one query for products that share at least three
 * traits, one for two, and one for each trait: the first hits of these queries include the most similar products.
 */
function queriesFor(own: Traits, first: number): EngineQuery[] {
  const shared = [
    own.collectionIds.length > 0 && oneOf('collectionIds', own.collectionIds.slice(0, 1)),
    own.artisan && oneOf('artisan', [own.artisan]),
    own.categoryHandles.length > 0 && oneOf('categoryHandles', own.categoryHandles),
    own.materials.length > 0 && oneOf('materials', own.materials),
  ].filter((condition): condition is string => Boolean(condition));
  const alternatives = [combinations(shared, 3), combinations(shared, 2), ...shared.map((one) => [[one]])];
  return alternatives
    .filter((sets) => sets.length > 0)
    .map((sets) => ({
      indexUid: indexes.products,
      filter: [`id != ${quote(own.id)}`, sets.map((conditions) => conditions.join(' AND '))],
      sort: ['createdAt:desc'],
      limit: first,
      attributesToRetrieve: traits,
    }));
}

function mostSimilar(own: Traits, found: Traits[], first: number): string[] {
  const distinct = [...new Map(found.map((other) => [other.id, other])).values()];
  return distinct
    .map((other) => ({ id: other.id, similarity: similarity(own, other), createdAt: other.createdAt }))
    .sort((a, b) => b.similarity - a.similarity || b.createdAt - a.createdAt)
    .slice(0, first)
    .map(({ id }) => id);
}

/**
 * The weights: products of its main collection are designed to match, those of one artisan have a similar style. Other collections,
 * such as one of gifts, show products that have little else in common.
 */
function similarity(own: Traits, other: Traits): number {
  const common = (one: string[], two: string[]) => one.filter((value) => two.includes(value)).length;
  return (
    4 * common(own.collectionIds.slice(0, 1), other.collectionIds) +
    (own.artisan !== null && own.artisan === other.artisan ? 3 : 0) +
    2 * common(own.categoryHandles, other.categoryHandles) +
    common(own.materials, other.materials)
  );
}

/** All combinations of `count` items, each in their order. */
function combinations<Item>(items: Item[], count: number): Item[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, place) => combinations(items.slice(place + 1), count - 1).map((rest) => [item, ...rest]));
}
