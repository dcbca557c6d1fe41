import { everythingTag } from '#kit/graph/server/change-feed.ts';
import type { EventId } from '#kit/stores/cache-keys.ts';
import { readInvalidations, type StreamPage } from '#kit/stores/invalidation-stream.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { IdentityDatabase } from '../database.ts';

/**
 * Reads what changed in commerce since the last call, and makes a task of each changed product that someone waits for. The
 * position is stored in the same transaction, so that nothing is skipped when the process ends in between; of several
 * processes, one stores a page. Resolves to whether more may follow.
 */
export async function followChanges(
  { query, transact }: Pick<IdentityDatabase, 'query' | 'transact'>,
  redis: RedisClient,
): Promise<boolean> {
  const [known] = await query((sql) => sql<{ position: EventId }[]>`select position from notice_cursor`);
  const page = await readInvalidations(redis, known?.position);
  if (known && page.position === known.position && !page.isIncomplete) return false;
  // Before the first position, and after a lost one, everything may have changed.
  const productIds = known && !page.isIncomplete ? changedProducts(page) : undefined;
  await transact(async (query) => {
    const moved = await query(
      (sql) => sql`
        insert into notice_cursor (position) values (${page.position})
        on conflict (only_row) do update set position = excluded.position
        where notice_cursor.position = ${known?.position ?? null} returning position`,
    );
    if (moved.length === 0 || productIds?.length === 0) return;
    await query(
      (sql) => sql`
        insert into notice_task (product_id)
        select product_id from (
          select product_id from wishlist_item where is_notified
          union select product_id from stock_notice where confirmed_at is not null
        ) as watched
        where ${productIds === undefined}::boolean or product_id = any(${productIds ?? []}::text[])
        order by product_id
        on conflict (product_id) do update set change_count = notice_task.change_count + 1`,
    );
  });
  return page.invalidations.length > 0;
}

/** The products that commerce reports as changed; undefined when these may be all. */
function changedProducts({ invalidations }: StreamPage): string[] | undefined {
  const tags = invalidations.flatMap(({ scope, tags }) => (scope === undefined || scope === 'commerce' ? tags : []));
  if (tags.includes(everythingTag)) return undefined;
  return [...new Set(tags.flatMap((tag) => /^product:(.+)$/.exec(tag)?.[1] ?? []))];
}
