import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { instant } from '../limited/pre-orders';
import { ofPriceList } from './watched';

/** Price lists that started or ended by their date since it was last recorded. */
const dated = `
  status = 'active' and deleted_at is null
    and (starts_at > noted_until and starts_at <= now() or ends_at > noted_until and ends_at <= now())`;

/** Variants whose pre-order ended by its date since it was last recorded. */
const released = `
  metadata -> 'pre_order' is not null and deleted_at is null
    and metadata -> 'pre_order' ->> 'releases_at' > ${instant('noted_until')}
    and metadata -> 'pre_order' ->> 'releases_at' <= ${instant('now()')}`;

/** Whether there is such a price list or variant, as a condition in SQL. */
export const isDateDue = `(exists (select from price_list, price_list_clock where ${dated})
  or exists (select from product_variant, price_list_clock where ${released}))`;

/**
 * Records the products whose price or stock changed by a date since the last call: a price list started or ended, or a
 * pre-order ended. No row changes at that time. Call it where one is due: the plan for the products reads every price.
 */
export async function recordDated(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    with last as (select noted_until from price_list_clock for update),
    noted as (update price_list_clock set noted_until = now() where noted_until < now()),
    changed as (select price_list.id from price_list, last where ${dated})
    insert into store_change (kind, id)
    select distinct 'price', found.id from (${ofPriceList}) as found (id)
    union
    select distinct 'stock', product_id from product_variant, last where ${released}
    on conflict do nothing`);
}
