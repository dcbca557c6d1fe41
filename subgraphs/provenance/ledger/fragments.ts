import type { Sql } from 'postgres';
import { instantOf } from '#kit/graph/connection.ts';
import type { PageOf } from './records.ts';

/** Selects the columns of provenance records; conditions follow. */
export function provenance(sql: Sql) {
  return sql`
    select
      product_id as "productId", place, translations, country_code as "countryCode", artisan_id as "artisanId",
      case when latitude is not null then
        json_build_object('latitude', latitude, 'longitude', longitude)
      end as "originCoordinates",
      case when carbon_total_kg is not null then
        json_build_object('totalKg', carbon_total_kg, 'method', carbon_method, 'boundary', carbon_boundary,
          'verifiedBy', carbon_verified_by)
      end as "carbonFootprint"
    from provenance`;
}

/** Selects the materials of the products with these ids, the largest share of each product first. */
export function materialUses(sql: Sql, productIds: readonly string[]) {
  return sql`
    select product_id as "productId", material_id as "materialId", share_percent::float8 as "sharePercent",
      mass_grams as "massGrams"
    from material_use
    where product_id = any(${productIds})
    order by material_use.share_percent desc, material_id`;
}

/** Selects materials with their suppliers and at most 50 certifications, newest first; conditions follow. */
export function materials(sql: Sql) {
  return sql`
    select
      material.id, material.name, kind, description, material.translations, material.country_code as "countryCode",
      recycled_percent as "recycledPercent", carbon_kg_per_kg as "carbonKgPerKg",
      case when latitude is not null then
        json_build_object('latitude', latitude, 'longitude', longitude)
      end as "originCoordinates",
      case when supplier.id is not null then
        json_build_object('id', supplier.id, 'name', supplier.name, 'countryCode', supplier.country_code,
          'website', supplier.website)
      end as supplier,
      coalesce((
        select json_agg(found) from (
          select id, name, issuer, number, valid_from as "validFrom", valid_until as "validUntil", translations
          from certification
          where material_id = material.id
          order by valid_from desc, id limit 50
        ) as found
      ), '[]') as certifications
    from material left join supplier on supplier.id = supplier_id`;
}

/** Selects the files of products; conditions follow. */
export function assets(sql: Sql) {
  return sql`
    select
      product_id as "productId", role, key, content_type as "contentType", bytes, sha256, etag,
      triangles, materials, to_json(extensions_required) as "extensionsRequired",
      to_json(extensions_used) as "extensionsUsed", textures, validated_at as "validatedAt", width, height,
      json_build_object(
        'min', json_build_object('x', box_min[1], 'y', box_min[2], 'z', box_min[3]),
        'max', json_build_object('x', box_max[1], 'y', box_max[2], 'z', box_max[3])
      ) as "boundingBox"
    from asset`;
}

/** Selects passports with values of their first and last entries; conditions follow. */
export function passports(sql: Sql) {
  return sql`
    select passport.id, product_id as "productId", gtin, first.occurred_at as "issuedAt", last.hash as "ledgerHead",
      last.index + 1 as "eventCount"
    from passport
    join passport_event as first on first.passport_id = passport.id and first.index = 0
    join lateral (
      select index, hash from passport_event where passport_id = passport.id order by index desc limit 1
    ) as last on true`;
}

/** The condition for rows after the last product of the previous page. */
export function isRecordedAfter(sql: Sql) {
  return sql`(
    page.last = '' or recorded_at < nullif(page.value, '')::timestamptz
    or (recorded_at = nullif(page.value, '')::timestamptz and product_id > page.last)
  )`;
}

/** The requested pages as a table `page`. A page begins after the key `value`, `last`; `last` is empty for the first page. */
export function pageTable(sql: Sql, pages: readonly PageOf[]) {
  const values = pages.map(({ page: { after } }) => {
    if (!after || after.length < 2) return '';
    return typeof after[0] === 'number' ? instantOf(after) : (after[0] as string);
  });
  return sql`
    unnest(
      ${pages.map(({ id }) => id)}::text[],
      ${values}::text[],
      ${pages.map(({ page: { after } }) => String(after?.at(-1) ?? ''))}::text[],
      ${pages.map(({ page }) => page.limit)}::int[]
    ) with ordinality as page (id, value, last, size, number)`;
}
