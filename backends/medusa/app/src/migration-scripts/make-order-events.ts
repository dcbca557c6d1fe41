import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Creates the table of order events for partners. Rows are kept after they are taken. */
export default async function makeOrderEvents({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists order_event (
      -- Derived from the event and its object, so that recording it twice has no effect.
      id text primary key,
      type text not null check (type in ('order.placed', 'order.shipped')),
      order_id text not null,
      fulfillment_id text,
      occurred_at timestamptz not null,
      -- When the webhook worker took it.
      taken_at timestamptz
    );
    create index if not exists order_event_waiting on order_event (occurred_at) where taken_at is null`);
}
