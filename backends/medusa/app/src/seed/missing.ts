import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** The `items` whose ids do not exist in Medusa as an `entity`, not even deleted; in their order. */
export async function missing<Item extends { id: string }>(
  container: MedusaContainer,
  entity: string,
  items: Item[],
): Promise<Item[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity,
    fields: ['id'],
    filters: { id: items.map(({ id }) => id) },
    withDeleted: true,
  });
  const there = new Set(data.map(({ id }: { id: string }) => id));
  return items.filter(({ id }) => !there.has(id));
}
