import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import type { Change } from '../changes/read';
import { productKinds } from '../changes/watched';

/**
 * Drops cached results about the objects that changed, about the variants of changed products, and about lists that such
 * a change can reorder. Medusa has no events for some changes, such as reservations and products that leave a category.
 */
export async function dropChanged(container: MedusaContainer, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const variants = await variantsOf(container, changes);
  const tags = [...changes.flatMap(tagsOf), ...variants.map((id) => `ProductVariant:${id}`)];
  await container.resolve(Modules.CACHING).clear({ tags: [...new Set(tags)] });
}

function tagsOf({ kind, id }: Change): string[] {
  switch (kind) {
    case 'product':
      return [`Product:${id}`, 'Product:list:*', 'ProductVariant:list:*'];
    case 'collection':
      return [`ProductCollection:${id}`, 'ProductCollection:list:*'];
    case 'category':
      return [`ProductCategory:${id}`, 'ProductCategory:list:*'];
    case 'collection_products':
    case 'category_products':
      return [];
    case 'localization':
      // Regions, taxes and stock locations are part of many results, and seldom change.
      return ['*'];
    default:
      return [`Product:${id}`];
  }
}

async function variantsOf(container: MedusaContainer, changes: readonly Change[]): Promise<string[]> {
  const ids = changes.filter(({ kind }) => productKinds.has(kind)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await database.raw('select id from product_variant where product_id = any(?)', [ids]);
  return rows.map(({ id }: { id: string }) => id);
}
