-- What workers/assets makes of each GLB: smaller encodings, levels of detail, a poster, an audit. Files are known by their
-- digest, so products that share a file share these.
create type model_state as enum ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- The queue: one row for each file, which stays when it is done.
create table model_job (
  sha256 sha256 primary key,
  key text not null,
  bytes integer not null check (bytes > 0),
  state model_state not null default 'QUEUED',
  -- The current step while it is running; the last step after a failure.
  step text,
  -- Counted when an attempt begins, so that a file that kills its worker is not tried forever.
  attempt_count integer not null default 0,
  queued_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  next_attempt_at timestamptz(3) not null default now(),
  -- Which attempt has the job, and until when another worker waits.
  claim uuid,
  claimed_until timestamptz(3),
  error_code text,
  error_message text,
  check ((state = 'FAILED') <= (error_code is not null))
);
create index on model_job (next_attempt_at) where state in ('QUEUED', 'RUNNING');

create table model_result (
  sha256 sha256 primary key references model_job,
  models jsonb not null check (jsonb_typeof(models) = 'array'),
  poster jsonb not null check (jsonb_typeof(poster) = 'object'),
  audit jsonb not null check (jsonb_typeof(audit) = 'array'),
  material_variants jsonb not null check (jsonb_typeof(material_variants) = 'array'),
  made_at timestamptz(3) not null default now()
);

-- A file is queued in the transaction that makes it the file of a product, so that no crash loses it. A file that failed is
-- tried again when a curator sends it again.
create function queue_model() returns trigger
language plpgsql security definer set search_path = provenance, pg_temp as $$
begin
  insert into model_job (sha256, key, bytes) values (new.sha256, new.key, new.bytes)
  on conflict (sha256) do update
    set state = 'QUEUED', attempt_count = 0, queued_at = now(), next_attempt_at = now(), step = null,
      error_code = null, error_message = null, started_at = null, finished_at = null
    where model_job.state = 'FAILED';
  return null;
end
$$;
create trigger queue_model after insert or update of sha256, key on asset
  for each row when (new.role = 'MODEL_GLB') execute function queue_model();
insert into model_job (sha256, key, bytes)
  select distinct on (sha256) sha256, key, bytes from asset where role = 'MODEL_GLB';

-- A result changes what readers see of the products with this file; the progress of a job does not.
do $$
declare
  event record;
begin
  for event in values ('insert', 'new'), ('update', 'new') loop
    execute format(
      'create trigger %I after %s on model_result referencing %s table as changed
       for each statement execute function note_change(%L)',
      format('note_%s_%s', event.column1, event.column2), event.column1, event.column2,
      'select ''product:'' || product_id from changed join asset using (sha256) where role = ''MODEL_GLB'''
    );
  end loop;
end
$$;
create index on asset (sha256) where role = 'MODEL_GLB';

-- The subgraph reads; the worker works.
revoke insert, update on model_job, model_result from axiom_provenance;
grant select, update on model_job to axiom_assets;
grant select, insert, update on model_result to axiom_assets;
