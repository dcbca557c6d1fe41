import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Turns the log of changed products of earlier versions into the log of all changes. */
export default async function watchAll({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
