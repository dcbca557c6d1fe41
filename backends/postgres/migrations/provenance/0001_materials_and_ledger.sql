-- What products are made of, by whom and where; their 3D files; their passports.
-- Products and artisans belong to commerce and journal: here stand their ids alone.

-- Words of the house ---------------------------------------------------------------------------------------------

create domain country_code as text check (value ~ '^[A-Z]{2}$');
create domain sha256 as text check (value ~ '^[0-9a-f]{64}$');
create domain latitude as double precision check (value between -90 and 90);
create domain longitude as double precision check (value between -180 and 180);

create type material_kind as enum
  ('LEATHER', 'TEXTILE', 'METAL', 'GEMSTONE', 'WOOD', 'CERAMIC', 'GLASS', 'STONE', 'WAX', 'OTHER');
create type carbon_boundary as enum ('CRADLE_TO_GATE', 'CRADLE_TO_GRAVE');
create type asset_role as enum ('MODEL_GLB', 'MODEL_USDZ', 'DIFFUSE', 'NORMAL', 'ROUGHNESS');
create type passport_event_type as enum
  ('MATERIAL_SOURCED', 'CRAFTED', 'INSPECTED', 'CERTIFIED', 'STOCKED', 'REPAIRED');

-- A GTIN-14 ends in a check digit: digits in odd places count three times, and the sum is a multiple of ten.
create function is_gtin(text) returns boolean language sql immutable as $$
  select $1 ~ '^[0-9]{14}$' and (
    select sum(digit::int * case place % 2 when 1 then 3 else 1 end) % 10 = 0
    from regexp_split_to_table($1, '') with ordinality as digits (digit, place)
  )
$$;

-- Materials ------------------------------------------------------------------------------------------------------

create table supplier (
  id text primary key,
  name text not null,
  country_code country_code not null,
  website text check (website ~ '^https?://')
);

create table material (
  id text primary key,
  name text not null,
  kind material_kind not null,
  description text,
  latitude latitude,
  longitude longitude,
  country_code country_code,
  supplier_id text references supplier,
  recycled_percent double precision not null check (recycled_percent between 0 and 100),
  carbon_kg_per_kg double precision not null check (carbon_kg_per_kg between 0 and 1e9),
  check ((latitude is null) = (longitude is null))
);
-- Lists go by name as people sort, not by code point.
create index on material (name collate "und-x-icu", id);
create index on material (supplier_id);

create table certification (
  id text primary key,
  material_id text not null references material on delete cascade,
  name text not null,
  issuer text not null,
  number text not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from)
);
create index on certification (material_id, valid_from desc, id);

-- Products -------------------------------------------------------------------------------------------------------

create table provenance (
  product_id text primary key,
  place text,
  latitude latitude,
  longitude longitude,
  country_code country_code,
  artisan_id text,
  carbon_total_kg double precision check (carbon_total_kg between 0 and 1e9),
  carbon_method text,
  carbon_boundary carbon_boundary,
  carbon_verified_by text,
  recorded_at timestamptz(3) not null default now(),
  check ((latitude is null) = (longitude is null)),
  -- A carbon figure without its method and boundary says nothing.
  check (num_nulls(carbon_total_kg, carbon_method, carbon_boundary) in (0, 3)),
  check (carbon_verified_by is null or carbon_total_kg is not null),
  unique (product_id, recorded_at)
);
create index on provenance (artisan_id, recorded_at desc, product_id);

create table material_use (
  product_id text not null,
  material_id text not null references material,
  share_percent numeric(5, 2) not null check (share_percent > 0 and share_percent <= 100),
  mass_grams double precision not null check (mass_grams > 0 and mass_grams <= 1e9),
  -- The record's own, kept here so that a page of a material's products is read off an index.
  recorded_at timestamptz(3) not null,
  primary key (product_id, material_id),
  foreign key (product_id, recorded_at) references provenance (product_id, recorded_at)
    on update cascade on delete cascade
);
create index on material_use (material_id, recorded_at desc, product_id);

-- Checked when a transaction commits, so that shares may be rewritten one after the other.
create function check_shares() returns trigger language plpgsql set search_path = provenance, pg_temp as $$
declare
  product text;
  uses int;
  total numeric;
begin
  foreach product in array array_remove(array[old.product_id, new.product_id], null) loop
    continue when not exists (select from provenance where product_id = product);
    select count(*), coalesce(sum(share_percent), 0) into uses, total from material_use where product_id = product;
    if uses > 50 or total <> 100 then
      raise check_violation using
        message = format('product %s has %s materials whose shares add up to %s', product, uses, total),
        hint = 'A product has 1 to 50 materials, and their shares add up to 100.';
    end if;
  end loop;
  return null;
end
$$;
create constraint trigger shares_add_up after insert on provenance
  deferrable initially deferred for each row execute function check_shares();
create constraint trigger shares_add_up after insert or update or delete on material_use
  deferrable initially deferred for each row execute function check_shares();

-- One file for each role; the bytes lie in S3.
create table asset (
  product_id text not null,
  role asset_role not null,
  key text not null,
  content_type text not null,
  bytes integer not null check (bytes > 0),
  sha256 sha256 not null,
  etag text not null check (etag <> '' and etag !~ '"'),
  -- Of models. The box holds x, y and z in metres.
  triangles integer check (triangles > 0),
  box_min double precision[3] check (cardinality(box_min) = 3 and array_position(box_min, null) is null),
  box_max double precision[3] check (cardinality(box_max) = 3 and array_position(box_max, null) is null),
  materials integer check (materials > 0),
  validated_at timestamptz(3),
  -- Of textures, in pixels.
  width integer check (width > 0),
  height integer check (height > 0),
  primary key (product_id, role),
  check (box_min[1] <= box_max[1] and box_min[2] <= box_max[2] and box_min[3] <= box_max[3]),
  check (
    case
      when role in ('MODEL_GLB', 'MODEL_USDZ')
        then num_nulls(triangles, box_min, box_max, materials, validated_at) = 0 and num_nonnulls(width, height) = 0
      else num_nonnulls(triangles, box_min, box_max, materials, validated_at) = 0 and num_nulls(width, height) = 0
    end
  )
);

-- Passports ------------------------------------------------------------------------------------------------------

create table passport (
  id text primary key,
  product_id text not null unique,
  gtin text not null unique check (is_gtin(gtin))
);

-- A chain: each entry holds the hash of the one before, counted without a gap. The keys below let nothing else in;
-- whether a hash fits its entry is for whoever verifies the passport to compute.
create table passport_event (
  passport_id text not null references passport,
  index integer not null check (index >= 0),
  type passport_event_type not null,
  occurred_at timestamptz(3) not null,
  place text not null,
  actor text not null,
  note text,
  hash sha256 not null unique,
  previous_hash sha256 unique,
  previous_index integer generated always as (case when index > 0 then index - 1 end) stored,
  primary key (passport_id, index),
  unique (passport_id, index, hash),
  check ((index = 0) = (previous_hash is null)),
  foreign key (passport_id, previous_index, previous_hash) references passport_event (passport_id, index, hash)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise insufficient_privilege using message = format('%s is append-only', tg_table_name);
end
$$;
create trigger append_only before update or delete or truncate on passport
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on passport_event
  for each statement execute function refuse_change();

-- What changed ---------------------------------------------------------------------------------------------------

-- Which transaction last changed a product's provenance: one row for each product, so it does not grow with time.
-- A reader takes the rows in order up to the oldest transaction still running: what commits later stands behind its
-- cursor, so nothing is missed, and no writer waits for another.
create table change (
  product_id text primary key,
  transaction xid8 not null
);
create index on change (transaction, product_id);

-- Notes the products that its argument, a query over the transition table `changed`, leads to. Ids are taken in order,
-- so that two writers cannot wait for each other here.
create function note_change() returns trigger language plpgsql security definer set search_path = provenance, pg_temp as $$
begin
  execute format(
    'insert into change
     select product_id, pg_current_xact_id() from (%s) as found (product_id) group by product_id order by product_id
     on conflict (product_id) do update set transaction = excluded.transaction
     where change.transaction <> excluded.transaction',
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
    ('provenance', 'select product_id from changed'),
    ('material_use', 'select product_id from changed'),
    ('asset', 'select product_id from changed'),
    ('passport', 'select product_id from changed'),
    ('passport_event', 'select product_id from changed join passport on passport.id = passport_id'),
    ('certification', 'select product_id from changed join material_use using (material_id)'),
    ('material', 'select product_id from changed join material_use on material_id = changed.id'),
    ('supplier', 'select product_id from changed join material on supplier_id = changed.id
                  join material_use on material_id = material.id')
  loop
    for event in values ('insert', 'new'), ('update', 'old'), ('update', 'new'), ('delete', 'old') loop
      execute format(
        'create trigger %I after %s on %I referencing %s table as changed
         for each statement execute function note_change(%L)',
        format('note_%s_%s', event.column1, event.column2), event.column1, watched.column1, event.column2, watched.column2
      );
    end loop;
  end loop;
end
$$;

-- The room reads. Whatever gives it something to write grants the right for that.
revoke insert, update on all tables in schema provenance from axiom_provenance;
revoke all on migration from axiom_provenance;
