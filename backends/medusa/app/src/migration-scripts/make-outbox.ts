import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Creates the outbox of orders for the warehouse. Rows are kept after delivery. */
export default async function makeOutbox({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists order_outbox (
      order_id text primary key,
      created_at timestamptz not null default now(),
      -- When the warehouse accepted it, and its id there.
      delivered_at timestamptz,
      reference text,
      last_error text
    );
    create index if not exists order_outbox_waiting on order_outbox (created_at) where delivered_at is null`);
}
