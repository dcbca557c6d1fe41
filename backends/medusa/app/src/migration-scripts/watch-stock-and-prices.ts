import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Updates the log of changed products: it distinguishes changes that cannot move a product in lists. */
export default async function watchMoves({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
