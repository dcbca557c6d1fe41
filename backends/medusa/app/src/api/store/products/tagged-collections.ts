import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Lets a list of the products of collections follow tags. A collection with `{ tag }` in its metadata consists of the products with
 * this tag, so that a product can be in several collections: Medusa assigns it to one.
 */
export async function followTags(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { collection_id: asked, ...filters } = req.filterableFields as Record<string, unknown>;
  const ids = [asked ?? []].flat().filter((id) => typeof id === 'string');
  if (ids.length === 0) return next();
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'product_collection', fields: ['id', 'metadata'], filters: { id: ids } });
  const tagged = new Map(
    data.flatMap(({ id, metadata }) => (typeof metadata?.tag === 'string' ? [[id, metadata.tag]] : [])),
  );
  if (tagged.size === 0) return next();
  const assigned = ids.filter((id) => !tagged.has(id));
  const members = [
    ...(assigned.length > 0 ? [{ collection_id: assigned }] : []),
    { tags: { value: [...new Set(tagged.values())] } },
  ];
  const others = Array.isArray(filters.$and) ? filters.$and : [];
  req.filterableFields = { ...filters, $and: [...others, { $or: members }] };
  next();
}
