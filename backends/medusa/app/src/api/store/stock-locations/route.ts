import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** All stock locations with name, country and position, which the products' stock levels name by id only. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: 'stock_location',
    fields: ['id', 'name', 'metadata', 'address.country_code'],
    pagination: { order: { name: 'ASC', id: 'ASC' } },
  });
  res.json({ stock_locations: data });
}
