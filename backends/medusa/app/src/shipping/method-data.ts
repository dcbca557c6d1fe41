import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { type OptionTexts, optionTexts } from './option-texts';

/**
 * The data of a shipping method of a cart. Medusa copies it to the order, which so keeps what the buyer was promised. A
 * value that is unknown is null.
 */
export interface MethodData {
  kind: 'DELIVERY' | 'PICKUP';
  /** The stock location that it leaves or, for a pick-up, at which it waits. */
  location_id: string | null;
  origin_country: string | null;
  time_zone: string | null;
  cut_off: string | null;
  min_working_days: number | null;
  max_working_days: number | null;
  duties_included: boolean | null;
  /** The names of the option when it was chosen. */
  texts: OptionTexts;
}

/** The data of the shipping options with these ids, for a cart; options that do not exist are missing. */
export async function methodData(
  container: MedusaContainer,
  cartId: string,
  optionIds: readonly string[],
): Promise<Map<string, MethodData>> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select option.id, json_build_object(
       'kind', case when fulfillment_set.type = 'pickup' then 'PICKUP' else 'DELIVERY' end,
       'location_id', location.id, 'origin_country', upper(address.country_code),
       'time_zone', location.metadata->'time_zone', 'cut_off', location.metadata->'cut_off',
       'min_working_days', option.data->'min_working_days', 'max_working_days', option.data->'max_working_days',
       'duties_included', (
         select region.metadata->'duties_included' from cart join region on region.id = cart.region_id where cart.id = ?)
     ) as data
     from shipping_option option
       join service_zone zone on zone.id = option.service_zone_id
       join fulfillment_set on fulfillment_set.id = zone.fulfillment_set_id
       left join location_fulfillment_set link
         on link.fulfillment_set_id = fulfillment_set.id and link.deleted_at is null
       left join stock_location location on location.id = link.stock_location_id
       left join stock_location_address address on address.id = location.address_id
     where option.id = any(?)`,
    [cartId, [...optionIds]],
  );
  const texts = await optionTexts(container, optionIds);
  return new Map(
    (rows as { id: string; data: MethodData }[]).map(({ id, data }) => [id, { ...data, texts: texts.get(id) ?? {} }]),
  );
}
