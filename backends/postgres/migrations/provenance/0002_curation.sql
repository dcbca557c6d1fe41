-- What curators write: records and corrections of them, materials, 3D files.

alter type passport_event_type add value 'CORRECTED';

-- Two materials of one name would be taken for each other.
create unique index on material (lower(name));

-- Makes the materials of a product those given as [{"materialId", "sharePercent", "massGrams"}]. The room may delete
-- nothing by itself; here it takes away only what it replaces, and shares that do not add up fail the transaction.
create function set_material_uses(product text, uses jsonb) returns void
language sql security definer set search_path = provenance, pg_temp as $$
  delete from material_use
  where product_id = product and material_id not in (select use ->> 'materialId' from jsonb_array_elements(uses) as use);

  insert into material_use (product_id, material_id, share_percent, mass_grams, recorded_at)
  select product, use ->> 'materialId', (use ->> 'sharePercent')::numeric, (use ->> 'massGrams')::float8, recorded_at
  from provenance, jsonb_array_elements(uses) as use
  where product_id = product
  on conflict (product_id, material_id) do update
    set share_percent = excluded.share_percent, mass_grams = excluded.mass_grams
$$;

-- What stood in a record before each correction of it, and which curator changed it: the passport, which everybody can
-- read, tells that it was corrected and why.
create table correction (
  passport_id text not null,
  index integer not null,
  curator_id text not null,
  previous jsonb not null,
  primary key (passport_id, index),
  foreign key (passport_id, index) references passport_event
);
create trigger append_only before update or delete or truncate on correction
  for each statement execute function refuse_change();

-- A file on its way. It lies in S3 as `uploads/<id>` until it is accepted or refused; what came of it stays here.
create table asset_upload (
  id text primary key default 'upload_' || gen_random_uuid(),
  product_id text not null references provenance,
  role asset_role not null,
  bytes integer not null check (bytes > 0),
  sha256 sha256 not null,
  begun_at timestamptz(3) not null default now(),
  -- What the validator found and why the file was refused: {"issues", "userErrors"}; null as long as nobody knows.
  outcome jsonb
);

-- The role of the room creates and changes; it deletes nothing, and of the ledger it changes nothing.
grant insert on material, provenance, asset, passport, passport_event to axiom_provenance;
grant update (name, description, latitude, longitude, country_code, supplier_id, recycled_percent, carbon_kg_per_kg)
  on material to axiom_provenance;
grant update (
  place, latitude, longitude, country_code, artisan_id, carbon_total_kg, carbon_method, carbon_boundary, carbon_verified_by
) on provenance to axiom_provenance;
grant update (
  key, content_type, bytes, sha256, etag, triangles, box_min, box_max, materials, validated_at, width, height
) on asset to axiom_provenance;
revoke update on correction, asset_upload from axiom_provenance;
grant update (outcome) on asset_upload to axiom_provenance;
revoke execute on function set_material_uses from public;
grant execute on function set_material_uses to axiom_provenance;
