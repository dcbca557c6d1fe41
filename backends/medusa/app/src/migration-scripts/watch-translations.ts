import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';
import { database } from '../database';

/** Records changes of translations, and makes objects quick to find by their translated handles. */
export default async function watch({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
  await database(container).raw(`
    create index if not exists translation_by_handle on translation ((translations ->> 'handle'), reference)
    where deleted_at is null and translations ->> 'handle' is not null`);
}
