import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Indexes the returns whose labels are needed or to be voided, of which workers take one every second: `orders/return-labels.ts`. */
export default async function indexReturnLabels({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create index if not exists return_label_waiting on "return" (created_at, id)
    where deleted_at is null and (
      (canceled_at is null and status = 'requested' and metadata -> 'label' is null)
      or (canceled_at is not null and metadata -> 'label_voided_at' is null
        and coalesce(metadata -> 'label', metadata -> 'label_claim') is not null))`);
}
