import { container } from '@medusajs/framework';
import type { Context, IInventoryService, InventoryTypes, ReservationItemDTO } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import inventory, { discoveryPath } from '@medusajs/medusa/inventory';

type Reservation = InventoryTypes.CreateReservationItemInput;

const MedusaInventory = inventory.service as new (...needed: never[]) => IInventoryService;

/**
 * Medusa's inventory, but the pieces of an order are reserved where they are. Medusa's workflows choose a location from the
 * stock that they read before they lock it, and compare each line alone with it: the last piece at another location
 * would be refused, and two lines could reserve the same piece. The caller has locked the inventory items.
 */
class HouseInventory extends MedusaInventory {
  override createReservationItems(input: Reservation, shared?: Context): Promise<ReservationItemDTO>;
  override createReservationItems(input: Reservation[], shared?: Context): Promise<ReservationItemDTO[]>;
  override async createReservationItems(
    input: Reservation | Reservation[],
    shared?: Context,
  ): Promise<ReservationItemDTO | ReservationItemDTO[]> {
    if (!Array.isArray(input)) return super.createReservationItems(input, shared);
    return super.createReservationItems(await this.place(input, shared), shared);
  }

  /**
   * The reservations, at locations with enough pieces. Only those that say that they are no backorders are moved: these are
   * of workflows; a person who reserves pieces has chosen the location. Throws NOT_ALLOWED where no location has enough.
   */
  private async place(input: Reservation[], shared?: Context): Promise<Reservation[]> {
    if (!input.some(isMovable)) return input;
    const levels = await this.listInventoryLevels(
      { inventory_item_id: [...new Set(input.map(({ inventory_item_id }) => inventory_item_id))] },
      { take: null },
      shared,
    );
    const left = new Map(
      levels.map((level) => [keyOf(level), Number(level.stocked_quantity) - Number(level.reserved_quantity)]),
    );
    const placed = new Map<Reservation, Reservation>();
    // The largest first, because it fits in the fewest locations.
    for (const one of input.toSorted((a, b) => Number(b.quantity) - Number(a.quantity))) {
      const fits = ({ location_id }: { location_id: string }) =>
        (left.get(keyOf({ ...one, location_id })) ?? 0) >= Number(one.quantity);
      let { location_id } = one;
      if (isMovable(one) && !fits(one)) {
        const others = levels.filter((level) => level.inventory_item_id === one.inventory_item_id && fits(level));
        location_id = await firstInChannelOf(
          one,
          others.map((level) => level.location_id),
        );
      }
      const key = keyOf({ ...one, location_id });
      left.set(key, (left.get(key) ?? 0) - Number(one.quantity));
      placed.set(one, { ...one, location_id });
    }
    return input.map((one) => placed.get(one) ?? one);
  }
}

function isMovable({ allow_backorder }: Reservation): boolean {
  return allow_backorder === false;
}

function keyOf({ inventory_item_id, location_id }: { inventory_item_id: string; location_id: string }): string {
  return `${inventory_item_id} ${location_id}`;
}

/** The first location that sells in a channel in which the chosen location sells too. */
async function firstInChannelOf(
  { inventory_item_id, location_id: chosen }: Reservation,
  others: string[],
): Promise<string> {
  if (others.length > 0) {
    const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
      entity: 'stock_location',
      fields: ['id', 'sales_channels.id'],
      filters: { id: [chosen, ...others] },
    });
    const channels = new Map(
      (data as unknown as Location[]).map(({ id, sales_channels }) => [id, sales_channels.map((one) => one.id)]),
    );
    const wanted = channels.get(chosen) ?? [];
    const found = others.find((id) => channels.get(id)?.some((channel) => wanted.includes(channel)));
    if (found) return found;
  }
  const message = `Not enough stock available for item ${inventory_item_id} at location ${chosen} or another`;
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}

interface Location {
  id: string;
  sales_channels: { id: string }[];
}

// As in the pricing module, the service is replaced where Medusa reads it.
inventory.service = HouseInventory;

export { discoveryPath };
export default inventory;
