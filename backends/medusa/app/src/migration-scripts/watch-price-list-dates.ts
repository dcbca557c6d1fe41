import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/**
 * Creates the clock of dated price lists in databases that were migrated before it existed: Medusa runs
 * each script once, by its name.
 */
export default async function watchPriceListDates({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
