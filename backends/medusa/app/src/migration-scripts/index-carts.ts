import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Indexes open carts by their owner, and by the time of their last change. */
export default async function indexCarts({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create index if not exists cart_by_owner on cart ((metadata ->> 'owner'), created_at desc)
      where completed_at is null and deleted_at is null;
    create index if not exists cart_by_change on cart (updated_at) where completed_at is null`);
}
