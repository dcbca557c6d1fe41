import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { ofPriceList } from './watched';

/** Price lists that started or ended by their date since it was last recorded. */
const dated = `
  status = 'active' and deleted_at is null
    and (starts_at > noted_until and starts_at <= now() or ends_at > noted_until and ends_at <= now())`;

/** Whether there is such a price list, as a condition in SQL. */
export const isDatedListDue = `exists (select from price_list, price_list_clock where ${dated})`;

/**
 * Records the products whose price changed because a price list started or ended by its date since the last call: no row
 * changes at that time. Call it where one is due: the plan for the products reads every price.
 */
export async function recordDatedPrices(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    with last as (select noted_until from price_list_clock for update),
    noted as (update price_list_clock set noted_until = now() where noted_until < now()),
    changed as (select price_list.id from price_list, last where ${dated})
    insert into store_change (kind, id)
    select distinct 'price', found.id from (${ofPriceList}) as found (id)
    on conflict do nothing`);
}
