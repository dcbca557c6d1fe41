import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { database } from '../../../database';

/**
 * All regions, the oldest first, with values that Medusa's own route lacks: their names by locale, whether their prices include
 * tax, and for each country whether its taxes depend on the state or province.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const pricing = req.scope.resolve(Modules.PRICING);
  const [{ data: regions }, { data: taxRegions }, preferences, { rows: names }] = await Promise.all([
    query.graph({
      entity: 'region',
      fields: ['id', 'name', 'currency_code', 'metadata', 'countries.iso_2', 'countries.display_name'],
      pagination: { order: { created_at: 'ASC' } },
    }),
    query.graph({ entity: 'tax_region', fields: ['country_code', 'province_code'] }),
    pricing.listPricePreferences({ attribute: ['region_id', 'currency_code'] }, { take: null }),
    database(req.scope).raw<{ rows: { id: string; names: Record<string, string> }[] }>(
      `select reference_id as id, jsonb_object_agg(locale_code, translations ->> 'name') as names from translation
        where reference = 'region' and deleted_at is null and translations ->> 'name' <> ''
        group by reference_id`,
    ),
  ]);
  const byProvince = new Set(
    taxRegions.filter(({ province_code }) => province_code).map(({ country_code }) => country_code),
  );
  const of = (attribute: string, value: string) =>
    preferences.find((preference) => preference.attribute === attribute && preference.value === value)
      ?.is_tax_inclusive;
  res.json({
    regions: regions.map(({ countries, ...region }) => ({
      ...region,
      names: names.find(({ id }) => id === region.id)?.names ?? {},
      prices_include_tax: (of('region_id', region.id) ?? of('currency_code', region.currency_code)) === true,
      countries: countries.map((country: { iso_2: string }) => ({
        ...country,
        has_taxes_by_province: byProvince.has(country.iso_2),
      })),
    })),
  });
}
