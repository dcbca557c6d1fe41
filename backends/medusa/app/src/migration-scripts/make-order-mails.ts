import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { recordMails } from '../order-mails';

/**
 * Creates the table of mails about orders. Rows are kept after they are taken over. There is no mail about what happened before this
 * migration.
 */
export default async function makeOrderMails({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    create table if not exists order_mail (
      -- Derived from what happened and its object, so that recording it twice has no effect.
      id text primary key,
      type text not null check (type in
        ('confirmed', 'shipped', 'pickup_ready', 'picked_up', 'canceled', 'return_accepted', 'refunded')),
      order_id text not null,
      -- The parcel, return or refund.
      subject_id text,
      occurred_at timestamptz not null,
      -- When identity took it over.
      taken_at timestamptz
    );
    create index if not exists order_mail_waiting on order_mail (occurred_at) where taken_at is null`);
  await recordMails(container);
  await database.raw('update order_mail set taken_at = now() where taken_at is null');
}
