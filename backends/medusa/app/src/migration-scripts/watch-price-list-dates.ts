import type { ExecArgs } from '@medusajs/framework/types';
import { watchProducts } from '../product-changes';

/**
 * Makes the clock of price lists that begin and end by date, where a database was migrated before there was one: Medusa runs
 * each script once, by its name.
 */
export default async function watchPriceListDates({ container }: ExecArgs): Promise<void> {
  await watchProducts(container);
}
