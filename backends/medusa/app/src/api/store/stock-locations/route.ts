import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** All stock locations with name, address, position, time zone and opening hours; stock levels name them by id only. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: 'stock_location',
    fields: [
      ...['id', 'name', 'metadata', 'address.address_1', 'address.address_2', 'address.city', 'address.province'],
      ...['address.postal_code', 'address.country_code', 'address.phone', 'address.company', 'fulfillment_sets.type'],
    ],
    pagination: { order: { name: 'ASC', id: 'ASC' } },
  });
  res.json({ stock_locations: data });
}
