import type { FulfillmentSetDTO, MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import {
  createShippingOptionsWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from '@medusajs/medusa/core-flows';
import type { Commerce, Location, Store } from './catalogue';
import { missing } from './missing';

/** The provider of all shipping options: the outbox reports orders to the warehouse, not Medusa. */
export const provider = 'manual_manual';

/** The rules of shipping options that buyers choose. */
export const forBuyers = [
  { attribute: 'enabled_in_store', operator: 'eq' as const, value: 'true' },
  { attribute: 'is_return', operator: 'eq' as const, value: 'false' },
];

/** Creates the stock locations, which all serve the sales channel `channelId`. */
export async function seedLocations(
  container: MedusaContainer,
  locations: Location[],
  channelId: string,
): Promise<void> {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const added = await missing(container, 'stock_location', locations);
  if (added.length === 0) return;
  await createStockLocationsWorkflow(container).run({ input: { locations: added.map(toLocation) } });
  for (const { id } of added) {
    await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id, add: [channelId] } });
    await link.create({
      [Modules.STOCK_LOCATION]: { stock_location_id: id },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: provider },
    });
  }
}

/** Creates pick-up at each store, free of charge, for carts of the store's country. */
export async function seedPickup(
  container: MedusaContainer,
  { locations, regions }: Pick<Commerce, 'locations' | 'regions'>,
  profileId: string,
): Promise<void> {
  const fulfilment = container.resolve(Modules.FULFILLMENT);
  for (const { id, name, countryCode, store } of locations) {
    const region = regions.find(({ countries }) => countries.includes(countryCode));
    const setName = `Pick-up at ${id}`;
    const [found] = await fulfilment.listFulfillmentSets({ name: setName });
    if (!store || !region || found) continue;
    const set: FulfillmentSetDTO = await fulfilment.createFulfillmentSets({
      name: setName,
      type: 'pickup',
      service_zones: [{ name: setName, geo_zones: [{ type: 'country', country_code: countryCode.toLowerCase() }] }],
    });
    await container.resolve(ContainerRegistrationKeys.LINK).create({
      [Modules.STOCK_LOCATION]: { stock_location_id: id },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    });
    await createShippingOptionsWorkflow(container).run({
      input: [
        {
          name: `Pick up at ${name}`,
          price_type: 'flat',
          provider_id: provider,
          service_zone_id: set.service_zones[0]?.id as string,
          shipping_profile_id: profileId,
          type: { code: 'pickup', label: 'Pick-up', description: 'At the store, in its opening hours' },
          data: { min_working_days: store.workingDays.min, max_working_days: store.workingDays.max },
          prices: [{ region_id: region.id, amount: 0 }],
          rules: forBuyers,
        },
      ],
    });
  }
}

function toLocation(from: Location) {
  const { id, name, line1, city, postalCode, countryCode, latitude, longitude, timeZone, cutOff, store } = from;
  return {
    ...{ id, name },
    metadata: {
      ...{ latitude, longitude },
      ...(timeZone && { time_zone: timeZone }),
      ...(cutOff && { cut_off: cutOff }),
      ...(store && { opening_hours: toOpeningHours(store) }),
    },
    address: {
      ...{ address_1: line1 ?? name, city, country_code: countryCode.toLowerCase() },
      ...(postalCode && { postal_code: postalCode }),
    },
  };
}

/** One entry for each opening of a day, in the order of the week. */
function toOpeningHours({ openingHours }: Store) {
  return openingHours
    .flatMap(({ weekdays, opens, closes }) => weekdays.map((weekday) => ({ weekday, opens, closes })))
    .sort((one, other) => one.weekday - other.weekday || one.opens.localeCompare(other.opens));
}
