import type { ExecArgs } from '@medusajs/framework/types';
import { database } from '../database';

/**
 * Makes the names of lines in every language known: `line_names` returns those of variants as they are now, and a trigger keeps
 * them in the metadata of an order's line, as `names`, in the transaction that creates the line. So a later change of a name or
 * of a translation changes no order. Each version of an order has metadata of its own for a line, which Medusa returns instead where a
 * request has totals, so the names are in these too. The form is that of `LineNames` in `carts/line-names.ts`.
 */
export default async function nameLines({ container }: ExecArgs): Promise<void> {
  const sql = database(container);
  await sql.raw(`
    create or replace function line_names(variants text[]) returns table (variant_id text, names jsonb)
    language sql stable as $$
      with sold as (
        select variant.id, variant.title as variant_title, product.id as product_id, product.title
        from product_variant variant join product on product.id = variant.product_id
        where variant.id = any(variants)
      ), chosen as (
        select link.variant_id as id, option.id as option_id, value.id as value_id, option.title as name, value.value,
          row_number() over (
            partition by link.variant_id
            order by (option.metadata ->> 'rank')::numeric nulls last, option.id) as place
        from product_variant_option link
        join product_option_value value on value.id = link.option_value_id
        join product_option option on option.id = value.option_id
        where link.variant_id = any(variants)
      ), named as (
        select id, product_id as named_id from sold
        union all select id, id from sold
        union all select id, option_id from chosen
        union all select id, value_id from chosen
      ), texts as (
        select named.id, named_id, locale_code, translations
        from named join translation on reference_id = named_id and translation.deleted_at is null
      )
      select sold.id, jsonb_strip_nulls(
        jsonb_build_object('en', jsonb_build_object(
          'title', sold.title,
          'variant_title', sold.variant_title,
          'options', (
            select jsonb_agg(jsonb_build_object('name', name, 'value', value) order by place)
            from chosen where chosen.id = sold.id)))
        || coalesce((
          select jsonb_object_agg(locale_code, jsonb_build_object(
            'title', (select of.translations ->> 'title' from texts of
              where of.id = sold.id and of.named_id = sold.product_id and of.locale_code = locale.locale_code),
            'terms', (select of.translations -> 'terms' from texts of
              where of.id = sold.id and of.named_id = sold.product_id and of.locale_code = locale.locale_code),
            'variant_title', (select of.translations ->> 'title' from texts of
              where of.id = sold.id and of.named_id = sold.id and of.locale_code = locale.locale_code),
            'options', (
              select jsonb_agg(jsonb_build_object(
                'name', (select of.translations ->> 'title' from texts of
                  where of.id = sold.id and of.named_id = option_id and of.locale_code = locale.locale_code),
                'value', (select of.translations ->> 'value' from texts of
                  where of.id = sold.id and of.named_id = value_id and of.locale_code = locale.locale_code)
              ) order by place)
              from chosen where chosen.id = sold.id)))
          from (select distinct locale_code from texts where texts.id = sold.id) as locale), '{}'))
      from sold
    $$`);
  await sql.raw(`
    create or replace function name_order_line() returns trigger language plpgsql as $$
    begin
      new.metadata := coalesce(new.metadata, '{}') || coalesce(
        (select jsonb_build_object('names', names) from line_names(array[new.variant_id])), '{}');
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
