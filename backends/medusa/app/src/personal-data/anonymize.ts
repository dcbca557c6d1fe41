import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { database } from '../database';
import { erasePaymentCustomers } from './customers';
import { makeAnonymous } from './orders';

/** Years for which tax law requires the documents of an order, from the end of the year in which it was placed. */
const years = Number(process.env.TAX_RETENTION_YEARS || 10);

/** Days without a purchase after which the entry that Medusa makes for each guest is deleted. */
const guestDays = 30;

/** The orders or guests of one transaction. */
const batch = 200;

/**
 * Makes orders anonymous whose retention has ended, except those of customers who have an account: they see their orders until they
 * delete the account. Then deletes the entries of guests who have no order and no cart left. Each batch is one transaction, so a run
 * that a crash interrupted is continued by the next one.
 */
export async function anonymizeOrders(container: MedusaContainer): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  for (let ids = await ended(container); ids.length > 0; ids = await ended(container)) {
    await database(container).transaction(async (transaction) => {
      for (const statement of makeAnonymous('select unnest(:orders::text[])')) {
        await transaction.raw(statement, { orders: ids });
      }
    });
    logger.info(`orders_anonymized: ${ids.length} orders, ${years} years after the end of their year`);
  }
  for (const id of await formerGuests(container)) {
    await erasePaymentCustomers(container, id);
    await database(container).raw(`delete from customer where id = ? and ${isFormerGuest}`, [id]);
  }
}

async function ended(container: MedusaContainer): Promise<string[]> {
  return idsOf(
    await database(container).raw(
      `select id from "order"
       where created_at < date_trunc('year', now()) - make_interval(years => ?::int) and metadata -> 'anonymized_at' is null
         and not exists (select from customer where customer.id = "order".customer_id and has_account and deleted_at is null)
       order by created_at limit ${batch}`,
      [years],
    ),
  );
}

const isFormerGuest = `not has_account and created_at < now() - interval '${guestDays} days'
  and not exists (select from "order" where customer_id = customer.id)
  and not exists (select from cart where customer_id = customer.id)`;

async function formerGuests(container: MedusaContainer): Promise<string[]> {
  return idsOf(await database(container).raw(`select id from customer where ${isFormerGuest} limit ${batch}`));
}

function idsOf({ rows }: { rows: { id: string }[] }): string[] {
  return rows.map(({ id }) => id);
}
