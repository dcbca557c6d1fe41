import type { Data } from '../response/complete-response.ts';
import type { EntityFetch, EntityField } from './entity-requests.ts';
import { objectsAt } from './places.ts';

/** The entities that one `_entities` field requests. */
export interface CollectedEntities {
  field: EntityField;
  /** The JSON of each representation. Each entity is requested once. */
  representations: readonly string[];
  targets: ReadonlyMap<EntityFetch, Targets>;
}

/** The objects of one place that entities are merged into, each with the index of its representation. */
export interface Targets {
  objects: readonly Data[];
  indexes: readonly number[];
}

/** Collects the entities that a field must request. */
export function collectEntities(field: EntityField, data: Data): CollectedEntities {
  const indexesByForm = new Map<string, Map<unknown, number>>();
  const targets = new Map<EntityFetch, Targets>();
  const representations: string[] = [];
  for (const fetch of field.fetches) {
    const objects: Data[] = [];
    const indexes: number[] = [];
    for (const object of objectsAt(data, fetch.place)) {
      const builder = fetch.builderFor(object.__typename);
      const key = builder?.keyOf(object);
      if (!builder || key === undefined) continue;
      let known = indexesByForm.get(builder.form);
      if (!known) {
        known = new Map();
        indexesByForm.set(builder.form, known);
      }
      let index = known.get(key);
      if (index === undefined) {
        index = representations.push(builder.textOf(key)) - 1;
        known.set(key, index);
      }
      objects.push(object);
      indexes.push(index);
    }
    targets.set(fetch, { objects, indexes });
  }
  return { field, representations, targets };
}
