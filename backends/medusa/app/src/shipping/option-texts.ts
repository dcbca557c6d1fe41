import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from '../database';

/** The names of a way of delivery by locale, such as `fr-FR`. The English one is the option's own. */
export type OptionTexts = Record<string, { name: string }>;

/** The translated names of the shipping options with these ids; an option without any is missing. */
export async function optionTexts(
  container: MedusaContainer,
  ids: readonly string[],
): Promise<Map<string, OptionTexts>> {
  const { rows } = await database(container).raw<{ rows: { id: string; texts: OptionTexts }[] }>(
    `select reference_id as id, jsonb_object_agg(locale_code, jsonb_build_object('name', translations ->> 'name')) as texts
     from translation
     where reference_id = any(?) and deleted_at is null and translations ->> 'name' is not null
     group by reference_id`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, texts }) => [id, texts]));
}
