import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Creates the triggers for collections by tag in databases that were migrated before they existed. */
export default async function watchTaggedCollections({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
