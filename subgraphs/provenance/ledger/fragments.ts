import type { Sql } from 'postgres';
import { instantOf } from '#kit/graph/connection.ts';
import type { PageOf } from './records.ts';

/** Selects materials with their suppliers and at most 50 certifications, newest first; conditions follow. */
export function materials(sql: Sql) {
  return sql`
    select
      material.id, material.name, kind, description, material.country_code, recycled_percent, carbon_kg_per_kg,
      case when latitude is not null then
        json_build_object('latitude', latitude, 'longitude', longitude)
      end as origin_coordinates,
      case when supplier.id is not null then to_json(supplier) end as supplier,
      coalesce((
        select json_agg(found) from (
          select id, name, issuer, number, valid_from, valid_until from certification
          where material_id = material.id
          order by valid_from desc, id limit 50
        ) as found
      ), '[]') as certifications
    from material left join supplier on supplier.id = supplier_id`;
}

/** Selects passports with values of their first and last entries; conditions follow. */
export function passports(sql: Sql) {
  return sql`
    select passport.id, product_id, gtin, first.occurred_at as issued_at, last.hash as ledger_head,
      last.index + 1 as event_count
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
