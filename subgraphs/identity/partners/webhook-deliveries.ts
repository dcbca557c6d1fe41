import { randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import type { Sql } from 'postgres';
import type { WebhookDeliveryStatus } from '#generated/identity.ts';
import {
  type Connection,
  instantOf,
  type KeyPage,
  keyConnection,
  type PageArguments,
  readKeyPage,
} from '#kit/graph/connection.ts';
import { byId, listBy } from '#kit/graph/loader.ts';
import type { ActionRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { type IdentityResult, refuse } from '../results.ts';

/** A message to an endpoint, with its status. */
export interface WebhookDelivery {
  id: string;
  endpointId: string;
  messageId: string;
  eventType: string;
  occurredAt: Date;
  createdAt: Date;
  status: WebhookDeliveryStatus;
  nextAttemptAt: Date | null;
}

/** An attempt to deliver a message. */
export interface WebhookAttempt {
  deliveryId: string;
  occurredAt: Date;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
}

/** Webhook deliveries, in PostgreSQL. A worker sends them, and deletes them after 30 days. */
export type WebhookDeliveryStore = ReturnType<typeof createWebhookDeliveryStore>;

export function createWebhookDeliveryStore({ query, transact }: IdentityDatabase, record: ActionRecorder) {
  /** Loads pages of several endpoints with one statement. */
  const pages = new DataLoader<PageOf, { rows: WebhookDelivery[]; count: number }, string>(
    async (requested) => {
      const rows = await query(
        (sql) => sql<(WebhookDelivery & { place: number; count: number })[]>`
          select page.place::int, found.*,
            (select count(*)::int from webhook_delivery where endpoint_id = page.endpoint) as count
          from unnest(
            ${requested.map(({ endpointId }) => endpointId)}::text[],
            ${requested.map(({ page: { after } }) => (after ? instantOf(after) : ''))}::text[],
            ${requested.map(({ page: { after } }) => after?.[1] ?? '')}::text[],
            ${requested.map(({ page: { limit } }) => limit)}::int[]
          ) with ordinality as page (endpoint, at, id, size, place)
          left join lateral (
            select ${columns(sql)}
            from webhook_delivery delivery join webhook_event event on event.id = event_id
            where endpoint_id = page.endpoint and (
              page.at = '' or delivery.created_at < nullif(page.at, '')::timestamptz
              or (delivery.created_at = nullif(page.at, '')::timestamptz and delivery.id > page.id)
            )
            order by delivery.created_at desc, delivery.id limit page.size
          ) as found on true
          order by page.place, found.created_at desc, found.id`,
      );
      const lists = Map.groupBy(rows, ({ place }) => place);
      return requested.map((_, index) => {
        const list = lists.get(index + 1) ?? [];
        return { rows: list.filter(({ id }) => id !== null), count: list[0]?.count ?? 0 };
      });
    },
    { cacheKeyFn: keyOf },
  );

  return {
    /** One page of an endpoint's deliveries, the newest first. */
    page: async (endpointId: string, args: PageArguments): Promise<Connection<WebhookDelivery>> => {
      const page = readKeyPage(['WebhookEndpoint.deliveries', endpointId], args, ['instant', 'text']);
      const { rows, count } = await pages.load({ endpointId, page });
      return keyConnection(rows, page, count, ({ createdAt, id }) => [createdAt.getTime(), id]);
    },

    byId: byId<WebhookDelivery>(
      (ids) =>
        query(
          (sql) => sql<WebhookDelivery[]>`
            select ${columns(sql)} from webhook_delivery delivery join webhook_event event on event.id = event_id
            where delivery.id = any(${ids})`,
        ),
      ({ id }) => id,
    ),

    /** The last ten attempts of a delivery, the newest first. */
    attempts: listBy<WebhookAttempt>(
      (ids) =>
        query(
          (sql) => sql<WebhookAttempt[]>`
            select delivery_id, occurred_at, duration_ms, status as status_code, error from (
              select *, row_number() over (partition by delivery_id order by id desc) as place
              from webhook_attempt where delivery_id = any(${ids})
            ) as numbered where place <= 10 order by id desc`,
        ),
      ({ deliveryId }) => deliveryId,
    ),

    /** Sends a `webhook.test` message to an enabled endpoint. */
    test: (endpointId: string): Promise<IdentityResult<WebhookDelivery>> =>
      transact(async (query) => {
        const [endpoint] = await query(
          (sql) => sql<{ isOff: boolean }[]>`
            select disabled_at is not null as is_off from webhook_endpoint
            where id = ${endpointId} and deleted_at is null`,
        );
        if (!endpoint) return refuse('NOT_FOUND', 'noSuchEndpoint', ['id']);
        if (endpoint.isOff) return disabled;
        const occurredAt = new Date();
        const body = { type: 'webhook.test', timestamp: occurredAt.toISOString(), data: { endpointId } };
        const eventId = `evt_test_${randomUUID()}`;
        await query(
          (sql) => sql`
            insert into webhook_event (id, type, occurred_at, body)
            values (${eventId}, ${body.type}, ${occurredAt}, ${JSON.stringify(body)})`,
        );
        const [created] = await query(
          (sql) => sql<[{ id: string; createdAt: Date }]>`
            insert into webhook_delivery (event_id, endpoint_id) values (${eventId}, ${endpointId})
            returning id, created_at`,
        );
        await record(query, { action: 'webhook_endpoint.tested', detail: { endpointId, deliveryId: created.id } });
        return {
          ...created,
          endpointId,
          messageId: eventId,
          eventType: body.type,
          occurredAt,
          status: 'PENDING',
          nextAttemptAt: occurredAt,
        };
      }),

    /** Sends a message again, regardless of its status, to an enabled endpoint. */
    replay: (id: string): Promise<IdentityResult<WebhookDelivery>> =>
      transact(async (query) => {
        const [delivery] = await query(
          (sql) => sql<WebhookDelivery[]>`
            update webhook_delivery delivery
            set attempt_count = 0, next_attempt_at = now(), delivered_at = null, failed_at = null
            from webhook_event event, webhook_endpoint endpoint
            where delivery.id = ${id} and event.id = event_id
              and endpoint.id = endpoint_id and disabled_at is null and deleted_at is null
            returning ${columns(sql)}`,
        );
        if (!delivery) {
          const [isOff] = await query(
            (sql) => sql`
              select from webhook_delivery delivery join webhook_endpoint endpoint on endpoint.id = endpoint_id
              where delivery.id = ${id} and deleted_at is null`,
          );
          return isOff ? disabled : refuse('NOT_FOUND', 'noSuchDelivery', ['id']);
        }
        const { endpointId } = delivery;
        await record(query, { action: 'webhook_delivery.replayed', detail: { endpointId, deliveryId: id } });
        return delivery;
      }),
  };
}

const disabled = refuse('DISABLED', 'endpointOff', ['id']);

interface PageOf {
  endpointId: string;
  page: KeyPage;
}

function keyOf({ endpointId, page: { after, limit } }: PageOf): string {
  return JSON.stringify([endpointId, after, limit]);
}

const columns = (sql: Sql) => sql`
  delivery.id, endpoint_id, event.id as message_id, event.type as event_type, event.occurred_at, delivery.created_at,
  next_attempt_at,
  case when delivered_at is not null then 'SUCCEEDED' when failed_at is not null then 'FAILED' else 'PENDING' end as status`;
