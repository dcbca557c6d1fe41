-- The log of changes names everything that readers see, not products alone: by cache tags, such as `product:prod_1`. Lists have
-- a tag without an id. It has one row for each tag, and more only where transactions changed the same at the same time, so it
-- does not grow with time.

alter table change rename column product_id to tag;
update change set tag = 'product:' || tag;
alter table change drop constraint change_pkey;
drop index change_transaction_product_id_idx;
alter table change add primary key (transaction, tag);
create index on change (tag);

-- Records the tags that its argument, a query over the transition table `changed`, leads to, and drops earlier rows of the same
-- tags, except those that another transaction is dropping: no writer waits for another.
create or replace function note_change() returns trigger
language plpgsql security definer set search_path = provenance, pg_temp as $$
begin
  execute format(
    'with found as (
       select distinct tag from (%s) as found (tag) where tag is not null
     ),
     earlier as (
       select change.ctid as place from change join found using (tag)
       where transaction <> pg_current_xact_id() for update of change skip locked
     ),
     dropped as (
       delete from change using earlier where change.ctid = earlier.place
     )
     insert into change (tag, transaction) select tag, pg_current_xact_id() from found on conflict do nothing',
    tg_argv[0]
  );
  return null;
end
$$;

do $$
declare
  watched record;
  event record;
begin
  for watched in values
    -- The products of an artisan and of a material are listed in the order of the records.
    ('provenance', 'select unnest(array[''product:'' || product_id, ''artisan:'' || artisan_id]) from changed'),
    ('material_use', 'select unnest(array[''product:'' || product_id, ''material:'' || material_id]) from changed'),
    ('asset', 'select ''product:'' || product_id from changed'),
    ('passport', 'select unnest(array[''product:'' || product_id, ''passport:'' || id]) from changed'),
    ('passport_event', 'select unnest(array[''product:'' || product_id, ''passport:'' || passport.id])
                        from changed join passport on passport.id = passport_id'),
    ('certification', 'select unnest(array[''certification:'' || id, ''material:'' || changed.material_id, ''product:'' || product_id])
                       from changed left join material_use using (material_id)'),
    ('material', 'select unnest(array[''materials'', ''material:'' || changed.id, ''supplier:'' || supplier_id,
                    ''product:'' || product_id])
                  from changed left join material_use on material_id = changed.id'),
    ('supplier', 'select unnest(array[''supplier:'' || changed.id, ''material:'' || material.id, ''product:'' || product_id])
                  from changed left join material on supplier_id = changed.id
                  left join material_use on material_id = material.id')
  loop
    for event in values ('insert', 'new'), ('update', 'old'), ('update', 'new'), ('delete', 'old') loop
      execute format(
        'create or replace trigger %I after %s on %I referencing %s table as changed
         for each statement execute function note_change(%L)',
        format('note_%s_%s', event.column1, event.column2), event.column1, watched.column1, event.column2, watched.column2
      );
    end loop;
  end loop;
end
$$;
