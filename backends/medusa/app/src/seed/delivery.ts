import type { FulfillmentSetDTO, MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { createShippingOptionsWorkflow } from '@medusajs/medusa/core-flows';
import type { Region } from './catalogue';
import { forBuyers, provider } from './locations';

/** Name of the fulfilment set of deliveries, by which the seed finds it again; it must not change for databases that have it. */
const setName = 'Delivery by the house';

/** The delivery methods, and their fees in major units of the currency. */
const methods = [
  {
    code: 'standard',
    label: 'Standard',
    description: 'Three to five working days',
    workingDays: { min: 3, max: 5 },
    fees: { eur: 15, usd: 18, gbp: 14, jpy: 2_500, chf: 18 },
  },
  {
    code: 'express',
    label: 'Express',
    description: 'The next working day',
    workingDays: { min: 1, max: 1 },
    fees: { eur: 35, usd: 40, gbp: 32, jpy: 5_500, chf: 40 },
  },
];

/** Creates delivery from the location `from` into every region, with the fees of the region's currency. */
export async function seedDelivery(
  container: MedusaContainer,
  regions: Region[],
  from: string,
  profileId: string,
): Promise<void> {
  const fulfilment = container.resolve(Modules.FULFILLMENT);
  const [found] = await fulfilment.listFulfillmentSets({ name: setName });
  if (found) return;

  const set: FulfillmentSetDTO = await fulfilment.createFulfillmentSets({
    name: setName,
    type: 'shipping',
    service_zones: regions.map(({ name, countries }) => ({
      name,
      geo_zones: countries.map((country) => ({ type: 'country' as const, country_code: country.toLowerCase() })),
    })),
  });
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: from },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  await createShippingOptionsWorkflow(container).run({
    input: regions.flatMap((region) => {
      const zone = set.service_zones.find(({ name }) => name === region.name);
      return methods.map(({ code, label, description, workingDays, fees }) => ({
        name: label,
        price_type: 'flat' as const,
        provider_id: provider,
        service_zone_id: zone?.id as string,
        shipping_profile_id: profileId,
        type: { code, label, description },
        data: { min_working_days: workingDays.min, max_working_days: workingDays.max },
        prices: [
          { region_id: region.id, amount: fees[region.currency.toLowerCase() as keyof typeof fees] },
          ...(code === 'standard' && region.freeShippingFrom ? [freeFrom(region, region.freeShippingFrom)] : []),
        ],
        rules: forBuyers,
      }));
    }),
  });
}

/** The price of zero from a total of the lines, after discounts and with tax. */
function freeFrom({ id }: Region, total: number) {
  return { region_id: id, amount: 0, rules: [{ attribute: 'item_total', operator: 'gte' as const, value: total }] };
}
