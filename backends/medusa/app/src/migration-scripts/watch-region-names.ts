import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Records translations of the names of regions in databases that were migrated before these were shown. */
export default async function watchRegionNames({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
