import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { productKinds, type Rule, watched } from './watched';

/**
 * Creates or updates the log of changes and the triggers that write it. Triggers, because Medusa's events are
 * incomplete: there is none for a price list that is switched or a product that leaves a category, and events of a crashed
 * process are lost. What an earlier version has logged is kept.
 */
export async function watchStore(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    create table if not exists store_change (
      transaction xid8 not null default pg_current_xact_id(),
      kind text not null,
      id text not null,
      primary key (transaction, kind, id)
    );
    -- Compaction finds the later changes of the same object by it.
    create index if not exists store_change_by_object on store_change (kind, id, transaction);
    -- The time until which starts and ends of price lists are recorded.
    create table if not exists price_list_clock (
      noted_until timestamptz not null,
      only_row boolean primary key default true check (only_row)
    );
    insert into price_list_clock (noted_until) values (now()) on conflict do nothing`);
  for (const [table, rules] of Object.entries(watched)) {
    await database.raw(`
      create or replace function note_${table}() returns trigger language plpgsql as $$
      begin
        ${rules.map(statementOf).join('\n')}
        return null;
      end $$`);
    for (const [event, rows] of [
      ['insert', 'new table as changed'],
      ['update', 'old table as before new table as changed'],
      ['delete', 'old table as changed'],
    ]) {
      await database.raw(`
        create or replace trigger note_${event} after ${event} on ${table}
        referencing ${rows} for each statement execute function note_${table}()`);
    }
  }
  // After the triggers, so that no change falls between the two logs.
  await database.raw(`
    do $$ begin
      if to_regclass('product_change') is not null then
        insert into store_change (transaction, kind, id)
        select transaction, case when moves_in_lists then 'product' else 'details' end, product_id from product_change
        on conflict do nothing;
        drop table product_change;
      end if;
    end $$`);
}

/** Ids in the order of the primary key, so that two writers cannot wait for each other. */
function statementOf({ kind, ids, on, isPublic }: Rule): string {
  const isShown =
    productKinds.has(kind) && !isPublic
      ? `exists (select from product where product.id = found.id and product.status = 'published')`
      : 'found.id is not null';
  const statement = `
    insert into store_change (kind, id)
    select distinct '${kind}', found.id from (${ids}) as found (id) where ${isShown} order by found.id
    on conflict do nothing;`;
  if (!on) return statement;
  return `if tg_op ${on === 'update' ? '=' : '<>'} 'UPDATE' then ${statement} end if;`;
}
