import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Creates the table of how many pieces of each product were sold, which a job counts. It names no orders and no buyers. */
export default async function makeProductSold({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists product_sold (
      product_id text primary key,
      quantity bigint not null check (quantity > 0),
      -- When the quantity was last found to be another.
      changed_at timestamptz not null default now()
    );
    create index if not exists product_sold_best on product_sold (quantity desc, product_id)`);
}
