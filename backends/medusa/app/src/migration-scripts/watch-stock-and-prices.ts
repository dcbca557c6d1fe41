import type { ExecArgs } from '@medusajs/framework/types';
import { watchProducts } from '../product-changes';

/** Has the log of changed products tell changes that move no product in lists from those that may. */
export default async function tellMoves({ container }: ExecArgs): Promise<void> {
  await watchProducts(container);
}
