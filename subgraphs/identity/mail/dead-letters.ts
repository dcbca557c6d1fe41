import type { Sql } from 'postgres';
import type { IdentityDatabase } from '../database.ts';

/** A mail that was given up. */
export interface DeadLetter {
  id: string;
  kind: string;
  createdAt: Date;
  attemptCount: number;
  /** Why, without addresses. */
  error: string | null;
  /** Whether its content is still kept and of use to its reader. */
  canBeSent: boolean;
}

/** The mails that were given up, for operators. */
export type DeadLetterStore = ReturnType<typeof createDeadLetterStore>;

export function createDeadLetterStore({ ask }: Pick<IdentityDatabase, 'ask'>) {
  return {
    /** Those of the last 30 days, the oldest first. */
    list: (): Promise<DeadLetter[]> =>
      ask(
        (sql) => sql<DeadLetter[]>`
          select id, kind, created_at, attempt_count, error, ${canBeSent(sql)} as can_be_sent
          from mail where failed_at is not null order by failed_at, id`,
      ),

    /** Has one tried from the first attempt on; false where there is none such that can be sent. */
    retry: async (id: string): Promise<boolean> => {
      const changed = await ask(
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
