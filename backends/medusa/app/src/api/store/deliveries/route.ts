import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * The delivery options of the store, with the countries to which each delivers and its prices. Medusa's own route answers for
 * a cart only. An option that depends on more than the country, such as the total of the cart, is among them.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: 'shipping_option',
    fields: [
      ...['id', 'name', 'price_type', 'data', 'type.description', 'rules.attribute', 'rules.value'],
      ...['service_zone.geo_zones.type', 'service_zone.geo_zones.country_code'],
      ...['prices.raw_amount', 'prices.currency_code', 'prices.price_rules.attribute', 'prices.price_rules.value'],
    ],
    pagination: { order: { created_at: 'ASC', id: 'ASC' } },
  });
  res.json({ deliveries: (data as unknown as Option[]).filter(isForBuyers).map(toDelivery) });
}

interface Option {
  id: string;
  name: string;
  price_type: string;
  data: Record<string, unknown> | null;
  type: { description: string | null } | null;
  rules: { attribute: string; value: unknown }[];
  service_zone: { geo_zones: { type: string; country_code: string }[] };
  prices: Price[];
}

interface Price {
  raw_amount: { value: string };
  currency_code: string;
  price_rules: { attribute: string; value: string }[];
}

/** Whether an option is offered in the store, and not for returns. */
function isForBuyers({ rules }: Option): boolean {
  const has = (attribute: string, value: string) =>
    rules.some((rule) => rule.attribute === attribute && String(rule.value) === value);
  return !has('enabled_in_store', 'false') && !has('is_return', 'true');
}

function toDelivery({ id, name, price_type, data, type, service_zone, prices }: Option) {
  // Within a province or a city, whether it delivers depends on the address.
  const zones = service_zone.geo_zones.filter((zone) => zone.type === 'country');
  // Prices with other conditions depend on the cart. Calculated ones are known for a cart only.
  const flat = price_type === 'flat' ? prices.filter(isForRegion) : [];
  return {
    id,
    name,
    description: type?.description ?? null,
    data,
    countries: zones.map(({ country_code }) => country_code),
    prices: flat.map(({ raw_amount, currency_code, price_rules }) => ({
      amount: raw_amount.value,
      currency_code,
      region_id: price_rules[0]?.value ?? null,
    })),
  };
}

function isForRegion({ price_rules }: Price): boolean {
  return price_rules.every(({ attribute }) => attribute === 'region_id');
}
