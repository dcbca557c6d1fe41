import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Allows events of canceled and returned orders. */
export default async function makeReturnEvents({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    alter table order_event drop constraint if exists order_event_type_check;
    alter table order_event add constraint order_event_type_check
      check (type in ('order.placed', 'order.shipped', 'order.canceled', 'order.returned'));
    alter table order_event add column if not exists return_id text`);
}
