import { badInput } from '#kit/graph/errors.ts';
import type { ChangeSet } from '#kit/graph/server/change-feed.ts';
import type { Engine } from './meilisearch/client.ts';

/**
 * Whether the index has changed after a cursor of this function: the tag `search`, since any change may reorder any result.
 * Without a cursor: nothing, and the current cursor. Throws BAD_USER_INPUT for any other cursor.
 */
export async function changesAfter(engine: Engine, cursor: string | null): Promise<ChangeSet> {
  if (cursor !== null && !/^\d*\.\d+$/.test(cursor)) throw badInput('`after` is not a cursor of this list.', 'after');
  const mark = await engine.mark();
  const hasChanged = cursor !== null && cursor !== mark;
  // The next read must not use what this process cached before.
  if (hasChanged) engine.forgetMarkets();
  return { productIds: [], tags: hasChanged ? ['search'] : [], changes: [], cursor: mark, hasMore: false };
}
