import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from '../database';

/** An object of a response. */
export type Item = Record<string, unknown>;

/** Which texts a response is to have. */
export interface WantedTexts {
  /** The locale, such as `fr-FR`; undefined for none. */
  locale: string | undefined;
  /** Whether the handles in all languages are added. */
  hasHandles: boolean;
}

interface Row {
  reference_id: string;
  locale_code: string;
  translations: Record<string, unknown>;
}

/**
 * Adds to every object of a response that has translations: `texts`, those of the locale by field, and `handles`, its handles
 * by locale. One query for the whole response. The objects' own fields stay in English, so that a reader knows which text
 * has no translation.
 */
export async function addTexts(container: MedusaContainer, body: unknown, wanted: WantedTexts): Promise<void> {
  const items = new Map<string, Item[]>();
  gather(body, items);
  if (items.size === 0) return;
  const { rows } = await database(container).raw<{ rows: Row[] }>(
    `select reference_id, locale_code, translations from translation
      where reference_id = any(?) and deleted_at is null
        and (locale_code = ? or (?::boolean and translations ->> 'handle' is not null))`,
    [[...items.keys()], wanted.locale ?? '', wanted.hasHandles],
  );
  for (const { reference_id, locale_code, translations } of rows) {
    for (const item of items.get(reference_id) ?? []) {
      if (locale_code === wanted.locale) item.texts = translations;
      if (wanted.hasHandles && typeof translations.handle === 'string')
        item.handles = { ...(item.handles as object | undefined), [locale_code]: translations.handle };
    }
  }
}

/** What an object is found by: a column of its table, which has a translation of the same name. */
export type Key = ['product' | 'product_collection', 'handle'] | ['product_tag', 'value'];

/** The English key of each of these that is a translated one. An English key always means its own object. */
export async function englishKeys(
  container: MedusaContainer,
  [table, column]: Key,
  asked: string[],
): Promise<Map<string, string>> {
  const { rows } = await database(container).raw<{ rows: { alias: string; english: string }[] }>(
    `select translation.translations ->> '${column}' as alias, owner.${column} as english
      from translation join ${table} as owner on owner.id = translation.reference_id and owner.deleted_at is null
      where translation.reference = ? and translation.deleted_at is null and translation.translations ->> '${column}' = any(?)
        and not exists (
          select from ${table} as other
          where other.${column} = translation.translations ->> '${column}' and other.deleted_at is null)
      order by owner.created_at desc, owner.id`,
    [table, asked],
  );
  return new Map(rows.map(({ alias, english }) => [alias, english]));
}

/** Collects the objects with an id, by id. Metadata belongs to others. */
function gather(value: unknown, items: Map<string, Item[]>): void {
  if (Array.isArray(value)) {
    for (const one of value) gather(one, items);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const item = value as Item;
  if (typeof item.id === 'string') {
    const same = items.get(item.id);
    if (same) same.push(item);
    else items.set(item.id, [item]);
  }
  for (const [key, part] of Object.entries(item)) if (key !== 'metadata') gather(part, items);
}
