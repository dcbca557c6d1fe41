import { decrypt } from '#kit/process/encryption.ts';
import type { EventId } from '#kit/stores/cache-keys.ts';
import { openDatabase } from '#kit/stores/postgres.ts';

/** A message to partners. */
export interface Message {
  /** The `webhook-id`: a duplicate has the same id. */
  id: string;
  type: string;
  occurredAt: Date;
  /** The body, identical at every attempt. */
  body: string;
}

/** A message that is due for delivery. */
export interface Due extends Pick<Message, 'body'> {
  id: string;
  messageId: string;
  endpointId: string;
  url: string;
  /** The number of attempts so far. */
  attemptCount: number;
  /** The signing secrets (`whsec_…`), the newest first. */
  secrets: string[];
}

/** The result of one attempt. */
export interface Attempt {
  status: number | null;
  error: string | null;
  durationMs: number;
}

/** The state of a message after an attempt: delivered, failed, or to be retried after `pause` milliseconds. */
export type Outcome = 'DELIVERED' | 'FAILED' | { pause: number };

/** Messages and endpoints in PostgreSQL, which is also the queue. All methods reject while it is unavailable. */
export type Store = ReturnType<typeof openStore>;

/** The lease of a claimed message in seconds, after which any worker may claim it. No attempt lasts as long. */
const lease = 60;

/** The name of an event type in the graph: `ORDER_PLACED` for `order.placed`. */
const subscription = (type: string) => type.toUpperCase().replace('.', '_');

export function openStore(url: string, secret: Uint8Array) {
  const { query, transact, check, close } = openDatabase(url, 'identity', 4);
  return {
    /** Stores a message for all subscribed endpoints; idempotent. */
    receive: async ({ id, type, occurredAt, body }: Message): Promise<void> => {
      await query(
        (sql) => sql`
          with event as (
            insert into webhook_event (id, type, occurred_at, body) values (${id}, ${type}, ${occurredAt}, ${body})
            on conflict do nothing returning id
          )
          insert into webhook_delivery (event_id, endpoint_id)
          select event.id, endpoint.id from event, webhook_endpoint endpoint
          where ${subscription(type)} = any(event_types) and disabled_at is null and deleted_at is null`,
      );
    },

    /** How far the stream of changes was read; undefined before the first read. */
    position: async (): Promise<EventId | undefined> => {
      const [row] = await query((sql) => sql<{ position: EventId }[]>`select position from webhook_cursor`);
      return row?.position;
    },

    /**
     * Stores messages about changes for all subscribed endpoints, and the position up to which they were read. An endpoint gets
     * messages of one type a second apart. Does nothing when another worker has read on from `before`.
     */
    receiveChanges: (messages: readonly Message[], before: EventId | undefined, position: EventId): Promise<void> =>
      transact(async (query) => {
        const moved = await query(
          (sql) => sql`
            insert into webhook_cursor (position) values (${position})
            on conflict (only_row) do update set position = excluded.position
            where webhook_cursor.position = ${before ?? null} returning position`,
        );
        if (moved.length === 0) return;
        for (const { id, type, occurredAt, body } of messages) {
          await query(
            (sql) => sql`
              with wanted as (
                select id from webhook_endpoint
                where ${subscription(type)} = any(event_types) and disabled_at is null and deleted_at is null
              ),
              event as (
                insert into webhook_event (id, type, occurred_at, body)
                select ${id}, ${type}, ${occurredAt}, ${body} where exists (select from wanted)
                on conflict do nothing returning id
              )
              insert into webhook_delivery (event_id, endpoint_id, next_attempt_at)
              select event.id, wanted.id, greatest(now(), (
                select max(delivery.next_attempt_at) + interval '1 second'
                from webhook_delivery as delivery join webhook_event as earlier on earlier.id = delivery.event_id
                where delivery.endpoint_id = wanted.id and earlier.type = ${type}
                  and earlier.created_at > now() - interval '1 hour' and delivery.attempt_count = 0
              ))
              from event, wanted`,
          );
        }
      }),

    /** Claims at most `most` due messages, one for each endpoint that is not busy. */
    claim: async (most: number, busy: string[]): Promise<Due[]> => {
      const rows = await query(
        (sql) => sql<(Omit<Due, 'secrets'> & { secretJwe: string; previousJwe: string | null })[]>`
          with due as (
            select distinct on (endpoint_id) delivery.id
            from webhook_delivery delivery join webhook_endpoint endpoint on endpoint.id = endpoint_id
            where next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
              and disabled_at is null and deleted_at is null and endpoint_id <> all(${busy})
            order by endpoint_id, next_attempt_at
          ), free as (
            select id from webhook_delivery
            where id in (select id from due) and (claimed_until is null or claimed_until < now())
            limit ${most} for update skip locked
          )
          update webhook_delivery delivery set claimed_until = now() + make_interval(secs => ${lease})
          from webhook_event event, webhook_endpoint endpoint
          where delivery.id in (select id from free) and event.id = event_id and endpoint.id = endpoint_id
          returning delivery.id, event.id as message_id, endpoint_id, url, body, attempt_count, secret_jwe,
            case when previous_until > now() then previous_jwe end as previous_jwe`,
      );
      return Promise.all(
        rows.map(async ({ secretJwe, previousJwe, ...due }) => {
          const jwes = previousJwe ? [secretJwe, previousJwe] : [secretJwe];
          return { ...due, secrets: await Promise.all(jwes.map((jwe) => decrypt(jwe, secret))) };
        }),
      );
    },

    /**
     * Stores the result of an attempt and the state of the message. Disables the endpoint when it `isGone`, or when
     * this message failed and no other was delivered since it was created.
     */
    settle: ({ id, endpointId }: Due, { status, error, durationMs }: Attempt, outcome: Outcome, isGone: boolean) =>
      transact(async (query) => {
        await query(
          (sql) => sql`
            insert into webhook_attempt (delivery_id, status, error, duration_ms)
            values (${id}, ${status}, ${error}, ${durationMs})`,
        );
        const pause = typeof outcome === 'object' ? outcome.pause : null;
        await query(
          (sql) => sql`
            update webhook_delivery
            set attempt_count = attempt_count + 1, claimed_until = null,
              next_attempt_at = now() + make_interval(secs => ${pause === null ? null : pause / 1_000}::float8),
              delivered_at = case when ${outcome === 'DELIVERED'} then now() end,
              failed_at = case when ${outcome === 'FAILED'} then now() end
            where id = ${id}`,
        );
        if (outcome !== 'FAILED') return;
        await query(
          (sql) => sql`
            update webhook_endpoint set disabled_at = now(), disabled_because = ${isGone ? 'GONE' : 'FAILING'}
            where id = ${endpointId} and disabled_at is null and (${isGone}::boolean or not exists (
              select from webhook_delivery lost join webhook_delivery taken using (endpoint_id)
              where lost.id = ${id} and taken.delivered_at >= lost.created_at
            ))`,
        );
      }),

    /** Deletes events older than 30 days. */
    forget: async (): Promise<void> => {
      await query((sql) => sql`delete from webhook_event where created_at < now() - interval '30 days'`);
    },
    check,
    close,
  };
}
