import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Makes the outbox: a row for every order that is to reach the warehouse, until it has and ever after. */
export default async function makeOutbox({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists order_outbox (
      order_id text primary key,
      created_at timestamptz not null default now(),
      -- When the warehouse took it, and what it is called there.
      delivered_at timestamptz,
      reference text,
      last_error text
    );
    create index if not exists order_outbox_waiting on order_outbox (created_at) where delivered_at is null`);
}
