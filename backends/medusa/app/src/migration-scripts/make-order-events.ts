import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Makes the events of orders: a row for each that partners are to be told, until they are and ever after. */
export default async function makeOrderEvents({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists order_event (
      -- What happened and to what, so that it can be noted twice and happens once.
      id text primary key,
      type text not null check (type in ('order.placed', 'order.shipped')),
      order_id text not null,
      fulfillment_id text,
      occurred_at timestamptz not null,
      -- When it was taken by who tells the partners.
      taken_at timestamptz
    );
    create index if not exists order_event_waiting on order_event (occurred_at) where taken_at is null`);
}
