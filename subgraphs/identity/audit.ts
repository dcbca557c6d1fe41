import type { AuditEventFilter, AuditEventRecordInput, AuditOutcome } from '#generated/identity.ts';
import type { Page } from '#kit/connection.ts';
import type { Ask } from '#kit/postgres.ts';
import type { Store } from './database.ts';

/** Something that was done. */
export interface AuditEvent {
  id: string;
  action: string;
  occurredAt: Date;
  curatorId: string | null;
  accountId: string | null;
  requestId: string | null;
  outcome: AuditOutcome | null;
  detail: Record<string, unknown>;
}

/** What is to be written down. */
export interface NewEvent {
  /** As noun and verb: `partner.created`. */
  action: string;
  curatorId?: string | undefined;
  accountId?: string | undefined;
  requestId?: string | undefined;
  /** Never secrets. */
  detail?: object;
  /** How it ended, where that is known. */
  outcome?: AuditOutcome;
}

export type Audit = ReturnType<typeof auditOver>;

/** The record of what was done: it can be added to and not rewritten. */
export function auditOver({ ask }: Store) {
  const record = (event: NewEvent) => recordEvent(ask, event);

  return {
    record,

    /** Writes down what a curator is about to do, or, with an outcome, how it ended. */
    mutation: async ({
      curatorId,
      field,
      responseKey,
      requestId,
      arguments: given,
      outcome,
    }: AuditEventRecordInput) => {
      const action = `mutation.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      if (!outcome) return record({ action, curatorId, requestId, detail: { responseKey, arguments: given } });
      await ask(
        (sql) => sql`
          insert into audit_outcome (event_id, outcome)
          select max(id), ${outcome} from audit_event
          where request_id = ${requestId} and curator_id = ${curatorId} and action = ${action}
            and detail ->> 'responseKey' = ${responseKey}
          having max(id) is not null
          on conflict do nothing`,
      );
    },

    /** One page of events, the newest first. */
    list: (filter: AuditEventFilter, { offset, limit }: Page) =>
      ask(
        (sql) => sql<AuditEvent[]>`
          select id::text, action, audit_event.occurred_at, curator_id, account_id, request_id, detail,
            coalesce(outcome, case when action not like 'mutation.%' then 'SUCCEEDED' end) as outcome
          from audit_event left join audit_outcome on event_id = id
          where ${matching(sql, filter)}
          order by id desc offset ${offset} limit ${limit}`,
      ),

    count: async (filter: AuditEventFilter): Promise<number> => {
      const [{ count }] = await ask(
        (sql) => sql<[{ count: number }]>`
          select count(*)::int as count from audit_event where ${matching(sql, filter)}`,
      );
      return count;
    },
  };
}

/** Writes an event down; asked within a transaction, only if the rest of it counts as well. */
export async function recordEvent(
  ask: Ask,
  { action, curatorId, accountId, requestId, detail = {}, outcome }: NewEvent,
): Promise<void> {
  await ask(
    (sql) => sql`
      with event as (
        insert into audit_event (action, curator_id, account_id, request_id, detail)
        values (${action}, ${curatorId ?? null}, ${accountId ?? null}, ${requestId ?? null}, ${sql.json(detail as never)})
        returning id
      )
      insert into audit_outcome (event_id, outcome) select id, ${outcome ?? null} from event
      where ${outcome ?? null}::text is not null`,
  );
}

function matching(sql: Parameters<Parameters<Store['ask']>[0]>[0], { curatorId, action, since }: AuditEventFilter) {
  return sql`
    (${curatorId ?? null}::text is null or curator_id = ${curatorId ?? null})
    and (${action ?? null}::text is null or action = ${action ?? null})
    and (${since ?? null}::timestamptz is null or audit_event.occurred_at >= ${since ?? null})`;
}
