import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Indexes the cancellations that wait for the warehouse, which the worker reads every second. */
export default async function indexCancellations({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create index if not exists order_cancellation_requested on "order" ((metadata -> 'cancellation' ->> 'requested_at'))
    where metadata -> 'cancellation' ->> 'state' = 'requested'`);
}
