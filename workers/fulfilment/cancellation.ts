import type { MedusaOrder, WarehouseAnswer } from './medusa.ts';
import { toWarehouse, type Warehouse } from './shipstation.ts';

/**
 * Stops an order at the warehouse, unless a parcel has left. First the order becomes `on_hold`, so that no parcel leaves
 * while the parcels are read. A canceled order cannot be changed any more, so also a delivery of the order that arrives
 * late does not revive it. May be repeated after a crash at any point.
 */
export async function stopAtWarehouse(warehouse: Warehouse, from: MedusaOrder): Promise<WarehouseAnswer> {
  const order = toWarehouse(from);
  await warehouse.take({ ...order, orderStatus: 'on_hold' });
  if (await warehouse.hasParcels(order)) {
    await warehouse.take(order);
    return 'left';
  }
  await warehouse.take({ ...order, orderStatus: 'cancelled' });
  return (await warehouse.statusOf(order)) === 'cancelled' ? 'stopped' : 'left';
}
