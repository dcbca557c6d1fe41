import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { followChanges } from './follow.ts';
import { type NoticeServices, processNotices } from './process.ts';

/**
 * Starts sending notices about what can be bought again or is reduced. Several processes of identity share the work. While
 * Redis, PostgreSQL or commerce is unavailable, notices wait.
 */
export function startNotices(services: NoticeServices, redis: RedisClient, interval: number, log: Log) {
  const closing = new AbortController();
  const running = { log, signal: closing.signal };
  const repeat = (step: () => Promise<boolean>) => async () => {
    while (!closing.signal.aborted && (await step()));
  };
  const { query } = services.database;
  const polls = Promise.all([
    poll(
      interval,
      'following changes for notices',
      repeat(() => followChanges(services.database, redis)),
      running,
    ),
    poll(
      interval,
      'sending notices',
      repeat(() => processNotices(services)),
      running,
    ),
    poll(
      3_600_000,
      'deleting expired notices',
      () => query((sql) => sql`delete from stock_notice where expires_at < now()`),
      running,
    ),
  ]);
  return {
    /** Waits for the current steps. */
    async close(): Promise<void> {
      closing.abort();
      await polls;
    },
  };
}
