import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import type { Change } from '../changes';

/**
 * Drops cached results about these products and their variants, and about lists that such a change can reorder.
 * Medusa has no events for some changes, such as reservations and products that leave a category.
 */
export async function dropProducts(container: MedusaContainer, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ productId }) => productId);
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await database.raw('select id from product_variant where product_id = any(?)', [ids]);
  await container.resolve(Modules.CACHING).clear({
    tags: [
      ...ids.map((id) => `Product:${id}`),
      ...rows.map(({ id }: { id: string }) => `ProductVariant:${id}`),
      ...(changes.some(({ movesInLists }) => movesInLists) ? ['Product:list:*', 'ProductVariant:list:*'] : []),
    ],
  });
}
