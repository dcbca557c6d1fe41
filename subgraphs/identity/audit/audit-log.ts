import type { Sql } from 'postgres';
import type { AuditEventFilter, AuditEventRecordInput, AuditOutcome } from '#generated/identity.ts';
import { type Connection, keyConnection, type PageArguments, readKeyPage } from '#kit/graph/connection.ts';
import { byId } from '#kit/graph/loader.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { IdentityDatabase } from '../database.ts';

/** An audit event. */
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

/** An audit event to record. */
export interface NewEvent {
  /** Noun and past-tense verb, as in `partner.created`. */
  action: string;
  curatorId?: string | null;
  accountId?: string | null;
  requestId?: string | null;
  /** Must not contain secrets. */
  detail?: object;
  /** How the action ended. Null means unknown for a mutation, and succeeded for any other event. */
  outcome?: AuditOutcome | null;
}

/** The audit log in PostgreSQL. It is append-only. */
export type AuditLog = ReturnType<typeof createAuditLog>;

export function createAuditLog({ query }: IdentityDatabase) {
  return {
    record: (event: NewEvent) => recordEvent(query, event),

    /** Records the start of a curator's mutation; with `outcome`, its end; with `refusal`, that access was denied. */
    mutation: async ({ outcome, refusal, ...mutation }: AuditEventRecordInput): Promise<void> => {
      const { curatorId = null, requestId, responseKey, arguments: mutationArguments } = mutation;
      const action = `mutation.${mutation.field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      if (refusal) return recordEvent(query, { action, curatorId, requestId, detail: refusal, outcome: 'FAILED' });
      const detail = { responseKey, arguments: mutationArguments };
      if (!outcome) return recordEvent(query, { action, curatorId, requestId, detail });
      // Clients can choose request ids, so an id may repeat: the latest event without an outcome is the right one.
      await query(
        (sql) => sql`
          insert into audit_outcome (event_id, outcome)
          select id, ${outcome} from audit_event
          where request_id = ${requestId} and curator_id = ${curatorId} and action = ${action}
            and detail ->> 'responseKey' = ${responseKey}
            and not exists (select from audit_outcome where event_id = id)
          order by id desc limit 1
          on conflict do nothing`,
      );
    },

    byId: byId<AuditEvent>(
      async (ids) => {
        const numbers = ids.flatMap((id) => /^event_(\d{1,18})$/.exec(id)?.[1] ?? []);
        return (
          await query((sql) => sql<EventRow[]>`${events(sql)} where audit_event.id = any(${numbers}::text[]::bigint[])`)
        ).map(eventOf);
      },
      ({ id }) => id,
    ),

    /** One page of events, the newest first. New events do not shift the following pages. */
    page: async (filter: AuditEventFilter, args: PageArguments): Promise<Connection<AuditEvent>> => {
      const page = readKeyPage(['Query.auditEvents', filter], args, ['count']);
      const before = page.after?.[0] ?? null;
      const [found, [{ count }]] = await Promise.all([
        query(
          (sql) => sql<EventRow[]>`
            ${events(sql)}
            where ${matching(sql, filter)} and (${before}::bigint is null or id < ${before})
            order by audit_event.id desc limit ${page.limit}`,
        ),
        query((sql) => sql<[{ count: number }]>`select count(*)::int from audit_event where ${matching(sql, filter)}`),
      ]);
      return keyConnection(found.map(eventOf), page, count, ({ id }) => [Number(id.slice('event_'.length))]);
    },
  };
}

/** Records an event. With the `query` of a transaction, it is stored only if the transaction commits. */
export async function recordEvent(
  query: RunQuery,
  { action, curatorId = null, accountId = null, requestId = null, detail = {}, outcome = null }: NewEvent,
): Promise<void> {
  await query(
    (sql) => sql`
      with event as (
        insert into audit_event (action, curator_id, account_id, request_id, detail)
        values (${action}, ${curatorId}, ${accountId}, ${requestId}, ${sql.json(detail as never)})
        returning id
      )
      insert into audit_outcome (event_id, outcome) select id, ${outcome} from event where ${outcome}::text is not null`,
  );
}

/** `detail` is read as text, because the driver would change the case of JSON keys. */
type EventRow = Omit<AuditEvent, 'detail'> & { detail: string };

const eventOf = ({ detail, ...event }: EventRow): AuditEvent => ({ ...event, detail: JSON.parse(detail) });

/** Selects events with their outcomes; the conditions follow. */
const events = (sql: Sql) => sql`
  select 'event_' || id as id, action, audit_event.occurred_at, curator_id, account_id, request_id, detail::text,
    coalesce(outcome, case when action not like 'mutation.%' then 'SUCCEEDED' end) as outcome
  from audit_event left join audit_outcome on event_id = id`;

function matching(sql: Sql, { curatorId = null, action = null, since = null }: AuditEventFilter) {
  return sql`
    (${curatorId}::text is null or curator_id = ${curatorId})
    and (${action}::text is null or action = ${action})
    and (${since}::timestamptz is null or audit_event.occurred_at >= ${since})`;
}
