import type { ExecArgs } from '@medusajs/framework/types';
import { watchStore } from '../changes/watch';

/** Creates the triggers for pictures of variants in databases that were migrated before they existed. */
export default async function watchVariantPictures({ container }: ExecArgs): Promise<void> {
  await watchStore(container);
}
