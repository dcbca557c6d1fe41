import type { Sql } from 'postgres';
import type { IdentityDatabase } from '../database.ts';

/** A mail that could not be sent. */
export interface DeadLetter {
  id: string;
  kind: string;
  createdAt: Date;
  attemptCount: number;
  /** The reason, without addresses. */
  error: string | null;
  /** Whether it can be retried: its content is stored and has not expired. */
  canBeSent: boolean;
}

/** The dead letters, for operators. */
export type DeadLetterStore = ReturnType<typeof createDeadLetterStore>;

export function createDeadLetterStore({ query }: Pick<IdentityDatabase, 'query'>) {
  return {
    /** Dead letters of the last 30 days, the oldest first. */
    list: (): Promise<DeadLetter[]> =>
      query(
        (sql) => sql<DeadLetter[]>`
          select id, kind, created_at, attempt_count, error, ${canBeSent(sql)} as can_be_sent
          from mail where failed_at is not null order by failed_at, id`,
      ),

    /** Queues a dead letter again, from the first attempt on; false when it does not exist or cannot be retried. */
    retry: async (id: string): Promise<boolean> => {
      const changed = await query(
        (sql) => sql`
          update mail set failed_at = null, error = null, attempt_count = 0, next_attempt_at = now()
          where id::text = ${id} and failed_at is not null and ${canBeSent(sql)}
          returning id`,
      );
      return changed.length === 1;
    },
  };
}

const canBeSent = (sql: Sql) => sql`(expires_at > now() and (content_jwe is not null or endpoint_id is not null))`;
