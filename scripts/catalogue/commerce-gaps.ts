import postgres, { type Sql } from 'postgres';
import type { Language } from '#kit/graph/languages/language.ts';
import { type FoundText, type Gap, gapsOf } from './gap.ts';

/** The locale of each language in Medusa. */
const languageOf: Record<string, Language> = { 'fr-FR': 'FR', 'ja-JP': 'JA', 'it-IT': 'IT' };

/** A text, and where its translation is: under `key` of the translations of `reference`, or in the terms of a product. */
interface Row extends Omit<FoundText, 'translations'> {
  reference: string;
  key: string;
  isTerm: boolean;
}

interface Translation {
  reference: string;
  locale: string;
  texts: Record<string, unknown>;
}

/**
 * The texts of what is for sale that have no translation: of published products with their options, variants, tags, pictures, labels
 * and restrictions, of collections, public categories and ways of delivery. Reads Medusa's database by two statements.
 */
export async function commerceGaps(url: string): Promise<Gap[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, connection: { default_transaction_read_only: true } });
  try {
    const rows = await readTexts(sql);
    const translations = await sql<Translation[]>`
      select reference_id as reference, locale_code as locale, translations as texts
      from translation where deleted_at is null`;
    const byReference = Map.groupBy(translations, ({ reference }) => reference);
    const texts = rows.map(({ reference, key, isTerm, ...place }) => {
      const found = (byReference.get(reference) ?? []).flatMap(({ locale, texts }) => {
        const language = languageOf[locale];
        const from = isTerm ? (texts.terms as Record<string, unknown> | undefined) : texts;
        return language ? [[language, from?.[key]] as const] : [];
      });
      return { ...place, translations: Object.fromEntries(found) };
    });
    return gapsOf('Medusa', texts);
  } finally {
    await sql.end();
  }
}

function readTexts(sql: Sql): Promise<Row[]> {
  return sql<Row[]>`
    with shown as (select * from product where deleted_at is null and status = 'published'),
    used as (
      select option.id, option.title, link.id as "linkId", shown.handle, shown.id as "productId"
      from product_option as option
        join product_product_option as link on link.product_option_id = option.id and link.deleted_at is null
        join shown on shown.id = link.product_id
      where option.deleted_at is null
    ),
    offered as (select distinct on (id) * from used order by id, handle)
    select 'Product' as type, id, handle, field, english, id as reference, field as key, false as "isTerm", 1 as place
      from shown cross join lateral (
        values ('title', title), ('subtitle', subtitle), ('description', description)
      ) as text (field, english)
    union all
    select 'Product', id, handle, 'personalizations[' || (item ->> 'key') || '].label', item ->> 'label', id, item ->> 'label', true, 2
      from shown, jsonb_array_elements(${listIn(sql, 'personalizations')}) as item
    union all
    select 'Product', id, handle, 'deliveryRestrictions[' || (item ->> 'reason') || '].explanation', item ->> 'explanation', id,
      item ->> 'explanation', true, 2
      from shown, jsonb_array_elements(${listIn(sql, 'delivery_restrictions')}) as item
    union all
    select 'Product', id, handle, 'specifications[' || (item ->> 'key') || '].' || field, item ->> field, id, item ->> field, true, 2
      from shown, jsonb_array_elements(${listIn(sql, 'specifications')}) as item cross join (values ('label'), ('value')) as named (field)
    union all
    select 'Product', shown.id, handle, 'images[' || image.rank || '].altText', image.metadata ->> 'alt', shown.id,
      image.metadata ->> 'alt', true, 2
      from shown join image on image.product_id = shown.id and image.deleted_at is null
    union all
    select 'Product', id, handle, 'media[' || (number - 1) || '].altText', item -> 'video' ->> 'alt', id, item -> 'video' ->> 'alt', true, 2
      from shown, jsonb_array_elements(${listIn(sql, 'media')}) with ordinality as listed (item, number)
    union all
    select owner.type, owner.id, handle, field, english, owner.id, english, true, 2
      from (
        select 'Product' as type, id, handle, metadata from shown
        union all select 'Collection', id, handle, metadata from product_collection where deleted_at is null
        union all select 'Category', id, handle, metadata from product_category
          where deleted_at is null and is_active and not is_internal
      ) as owner cross join lateral (
        values ('image.altText', metadata -> 'image' ->> 'alt'), ('seo.title', metadata -> 'seo' ->> 'title'),
          ('seo.description', metadata -> 'seo' ->> 'description'), ('seo.image.altText', metadata -> 'seo' -> 'image' ->> 'alt')
      ) as text (field, english)
    union all
    select 'ProductOption', id, handle, 'name', title, id, 'title', false, 3 from offered
    union all
    select 'ProductOptionValue', value.id, offered.handle, 'name', value.value, value.id, 'value', false, 4
      from product_option_value as value join offered on offered.id = value.option_id
      where value.deleted_at is null
    union all
    select 'ProductOptionValue', value.id, used.handle, 'swatch.image.altText', value.metadata -> 'swatch' -> 'image' ->> 'alt',
      used."productId", value.metadata -> 'swatch' -> 'image' ->> 'alt', true, 4
      from product_option_value as value
        join product_product_option_value as link on link.product_option_value_id = value.id and link.deleted_at is null
        join used on used."linkId" = link.product_product_option_id
      where value.deleted_at is null
    union all
    select 'ProductVariant', variant.id, coalesce(variant.sku, shown.handle), 'title', variant.title, variant.id, 'title', false, 5
      from product_variant as variant join shown on shown.id = variant.product_id
      where variant.deleted_at is null
    union all
    select 'ProductTag', tag.id, tag.value, 'name', tag.value, tag.id, 'value', false, 6
      from product_tag as tag
      where tag.deleted_at is null and exists (
        select from product_tags as link join shown on shown.id = link.product_id where link.product_tag_id = tag.id
      )
    union all
    select 'Collection', id, handle, field, english, id, field, false, 7
      from product_collection cross join lateral (
        values ('title', title), ('description', metadata ->> 'description')
      ) as text (field, english)
      where deleted_at is null
    union all
    select 'Category', id, handle, field, english, id, field, false, 8
      from product_category cross join lateral (values ('name', name), ('description', description)) as text (field, english)
      where deleted_at is null and is_active and not is_internal
    union all
    select 'ShippingOption', option.id, option.name, field, english, option.id, field, false, 9
      from shipping_option as option
        left join shipping_option_type as type on type.id = option.shipping_option_type_id
        cross join lateral (values ('name', option.name), ('description', type.description)) as text (field, english)
      where option.deleted_at is null
    union all
    select 'Region', id, name, 'name', name, id, 'name', false, 10 from region where deleted_at is null
    order by place, handle, id, field`;
}

/** A list in the metadata of a product; empty for a value that is none. */
function listIn(sql: Sql, name: string) {
  return sql`case jsonb_typeof(metadata -> ${name}::text) when 'array' then metadata -> ${name}::text else '[]' end`;
}
