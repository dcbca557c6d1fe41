import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Repairs data of earlier seeds: a currency includes tax in prices if all its regions do. Lines of
 * carts in such a region that were priced without tax, and for which no payment has started, are priced with tax.
 */
export default async function includeTaxes({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.transaction(async (transaction) => {
    await transaction.raw(`
      with currency as (
        select region.currency_code as code
        from region
        left join price_preference as preference
          on preference.attribute = 'region_id' and preference.value = region.id and preference.deleted_at is null
        where region.deleted_at is null
        group by region.currency_code
        having bool_and(coalesce(preference.is_tax_inclusive, false))
      ), mended as (
        update price_preference set is_tax_inclusive = true, updated_at = now()
        from currency
        where attribute = 'currency_code' and value = currency.code and deleted_at is null
        returning value
      )
      insert into price_preference (id, attribute, value, is_tax_inclusive)
      select 'prpref_' || replace(gen_random_uuid()::text, '-', ''), 'currency_code', code, true
      from currency where code not in (select value from mended)`);
    await transaction.raw(`
      update cart_line_item as line set is_tax_inclusive = true, updated_at = now()
      from cart
      join price_preference as preference
        on preference.attribute = 'region_id' and preference.value = cart.region_id and preference.deleted_at is null
      where line.cart_id = cart.id and preference.is_tax_inclusive and not line.is_tax_inclusive
        and not line.is_custom_price and line.deleted_at is null
        and cart.completed_at is null and cart.deleted_at is null
        and not exists (
          select from cart_payment_collection as payment
          where payment.cart_id = cart.id and payment.deleted_at is null
        )`);
  });
}
