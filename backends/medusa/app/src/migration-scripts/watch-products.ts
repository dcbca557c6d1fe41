import type { ExecArgs } from '@medusajs/framework/types';
import { watchProducts } from '../product-changes';

/** Creates the log of changed products and its triggers. */
export default async function watch({ container }: ExecArgs): Promise<void> {
  await watchProducts(container);
}
