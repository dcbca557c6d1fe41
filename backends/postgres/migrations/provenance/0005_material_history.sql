-- What a material was before each change and after it, and which curator changed it.

create table material_change (
  id bigint generated always as identity primary key,
  material_id text not null,
  changed_at timestamptz(3) not null default now(),
  -- Null for what was not done by a curator.
  curator_id text,
  -- Null where the material was added.
  before jsonb,
  -- Null where it was deleted.
  after jsonb,
  check (before is not null or after is not null)
);
create index on material_change (material_id, id desc);

-- A trigger keeps the history, so that no way to change a material passes it by.
create function note_material_change() returns trigger
  language plpgsql security definer set search_path = provenance, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old is not distinct from new then
    return null;
  end if;
  insert into material_change (material_id, curator_id, before, after)
  values (
    case tg_op when 'DELETE' then old.id else new.id end,
    nullif(current_setting('axiom.curator', true), ''),
    case tg_op when 'INSERT' then null else to_jsonb(old) end,
    case tg_op when 'DELETE' then null else to_jsonb(new) end
  );
  return null;
end
$$;
create trigger keep_history after insert or update or delete on material
  for each row execute function note_material_change();

create trigger append_only before update or delete or truncate on material_change
  for each statement execute function refuse_change();
revoke insert, update, delete on material_change from axiom_provenance;
