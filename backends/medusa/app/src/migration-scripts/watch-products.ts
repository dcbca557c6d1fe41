import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Creates the log of changed products and its triggers. */
export default async function watch({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
