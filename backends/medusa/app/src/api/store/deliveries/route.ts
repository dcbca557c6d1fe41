import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * The delivery options of the store, with the countries to which each delivers and its prices. Medusa's own route answers for
 * a cart only. An option that depends on more than the country, such as the total of the cart, is among them, with the
 * total from which it is free.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: 'shipping_option',
    fields: [
      ...['id', 'name', 'price_type', 'data', 'type.description', 'rules.attribute', 'rules.value'],
      ...['service_zone.geo_zones.type', 'service_zone.geo_zones.country_code'],
      ...['service_zone.fulfillment_set.type', 'service_zone.fulfillment_set.location.id'],
      ...['prices.raw_amount', 'prices.currency_code', 'prices.price_rules.attribute', 'prices.price_rules.value'],
      'prices.price_rules.operator',
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
  service_zone: {
    geo_zones: { type: string; country_code: string }[];
    fulfillment_set: { type: string; location?: { id: string } | null };
  };
  prices: Price[];
}

interface Price {
  raw_amount: { value: string };
  currency_code: string;
  price_rules: { attribute: string; operator: string; value: string }[];
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
  const flat = price_type === 'flat' ? prices : [];
  return {
    id,
    name,
    description: type?.description ?? null,
    data,
    is_pickup: service_zone.fulfillment_set.type === 'pickup',
    location_id: service_zone.fulfillment_set.location?.id ?? null,
    countries: zones.map(({ country_code }) => country_code),
    prices: flat.filter(({ price_rules }) => !price_rules.some(isForOther)).map(toPrice),
    free_from: flat.flatMap(toThreshold),
  };
}

function toPrice({ raw_amount, currency_code, price_rules }: Price) {
  return { amount: raw_amount.value, currency_code, region_id: regionOf(price_rules) };
}

/** The total of the lines from which the option is free: the only other rule of a price of zero. */
function toThreshold({ raw_amount, currency_code, price_rules }: Price) {
  const [total, ...others] = price_rules.filter(isForOther);
  const isThreshold = total?.attribute === 'item_total' && total.operator === 'gte' && others.length === 0;
  if (!isThreshold || Number(raw_amount.value) !== 0) return [];
  return { amount: total.value, currency_code, region_id: regionOf(price_rules) };
}

function regionOf(rules: Price['price_rules']): string | null {
  return rules.find(({ attribute }) => attribute === 'region_id')?.value ?? null;
}

function isForOther({ attribute }: Price['price_rules'][number]): boolean {
  return attribute !== 'region_id';
}
