import type { ExecArgs } from '@medusajs/framework/types';
import { database } from '../database';

/**
 * Makes the names of lines in every language known: `line_names` returns those of variants as they are now, in English and in a locale,
 * or with null in all. A rank of an option that is no number is none. A trigger keeps
 * them in the metadata of an order's line, as `names`, in the transaction that creates the line. So a later change of a name or
 * of a translation changes no order. Each version of an order has metadata of its own for a line, which Medusa returns instead where a
 * request has totals, so the names are in these too. The form is that of `LineNames` in `carts/line-names.ts`.
 */
export default async function nameCartAndOrderLines({ container }: ExecArgs): Promise<void> {
  const sql = database(container);
  await sql.raw('drop function if exists line_names(text[])');
  await sql.raw(`
    create or replace function line_names(variants text[], wanted text) returns table (variant_id text, names jsonb)
    language sql stable as $$
      with sold as (
        select variant.id, variant.title as variant_title, product.id as product_id, product.title
        from product_variant variant join product on product.id = variant.product_id
        where variant.id = any(variants)
      ), chosen as (
        select link.variant_id as id, option.id as option_id, value.id as value_id, option.title as name, value.value,
          row_number() over (
            partition by link.variant_id
            order by
              case when jsonb_typeof(option.metadata -> 'rank') = 'number' then (option.metadata ->> 'rank')::numeric end nulls last,
              option.id) as place
        from product_variant_option link
        join product_option_value value on value.id = link.option_value_id
        join product_option option on option.id = value.option_id
        where link.variant_id = any(variants)
      ), named as (
        select product_id as id from sold
        union select id from sold
        union select option_id from chosen
        union select value_id from chosen
      ), texts as (
        select named.id, locale_code as locale, translations
        from named join translation on reference_id = named.id and deleted_at is null
        where wanted is null or locale_code = wanted
      ), locales as (
        select distinct locale from texts
      ), english as (
        select id, jsonb_agg(jsonb_build_object('name', name, 'value', value) order by place) as options
        from chosen group by id
      ), options as (
        select chosen.id, locales.locale, jsonb_agg(
          jsonb_build_object('name', name_texts.translations ->> 'title', 'value', value_texts.translations ->> 'value')
          order by place) as options
        from chosen cross join locales
        left join texts name_texts on name_texts.id = option_id and name_texts.locale = locales.locale
        left join texts value_texts on value_texts.id = value_id and value_texts.locale = locales.locale
        group by chosen.id, locales.locale
      ), translated as (
        select sold.id, jsonb_object_agg(locales.locale, jsonb_build_object(
          'title', product.translations ->> 'title',
          'terms', product.translations -> 'terms',
          'variant_title', variant.translations ->> 'title',
          'options', options.options)) as names
        from sold cross join locales
        left join texts product on product.id = sold.product_id and product.locale = locales.locale
        left join texts variant on variant.id = sold.id and variant.locale = locales.locale
        left join options on options.id = sold.id and options.locale = locales.locale
        group by sold.id
      )
      select sold.id, jsonb_strip_nulls(
        jsonb_build_object('en', jsonb_build_object(
          'title', sold.title, 'variant_title', sold.variant_title, 'options', english.options))
        || coalesce(translated.names, '{}'))
      from sold left join english using (id) left join translated using (id)
    $$`);
  await sql.raw(`
    create or replace function name_order_line() returns trigger language plpgsql as $$
    begin
      new.metadata := coalesce(new.metadata, '{}') || coalesce(
        (select jsonb_build_object('names', names) from line_names(array[new.variant_id], null)), '{}');
      return new;
    end $$`);
  await sql.raw('drop trigger if exists name_order_line on order_line_item');
  await sql.raw(`
    create trigger name_order_line before insert on order_line_item
    for each row execute function name_order_line()`);
  await sql.raw(`
    create or replace function name_order_item() returns trigger language plpgsql as $$
    begin
      new.metadata := coalesce(new.metadata, '{}') || coalesce(
        (select jsonb_build_object('names', metadata -> 'names') from order_line_item
          where id = new.item_id and metadata -> 'names' is not null), '{}');
      return new;
    end $$`);
  await sql.raw('drop trigger if exists name_order_item on order_item');
  await sql.raw(`
    create trigger name_order_item before insert on order_item
    for each row execute function name_order_item()`);
}
