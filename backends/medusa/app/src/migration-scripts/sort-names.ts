import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Sorts lists by title or name in the root collation of Unicode: Medusa orders by the column, whose default
 * collation in a cluster with locale C is by code point: `Zadie` before `de la Cruz` before `Émile`.
 */
export default async function sortNames({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  for (const [table, column] of [
    ['product', 'title'],
    ['product_collection', 'title'],
    ['product_category', 'name'],
  ]) {
    await database.raw(`alter table ${table} alter column ${column} type text collate "und-x-icu"`);
  }
}
