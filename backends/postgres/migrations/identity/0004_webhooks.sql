-- Where partners are told of what happens, and how that went.

create table webhook_endpoint (
  id text primary key default 'whe_' || gen_random_uuid(),
  partner_id text not null references partner,
  url text not null check (length(url) between 1 and 2000),
  event_types text[] not null check (cardinality(event_types) > 0),
  -- What messages are signed with, encrypted; for a while after a change the one before it as well.
  secret_jwe text not null,
  previous_jwe text,
  previous_until timestamptz(3),
  created_at timestamptz(3) not null default now(),
  disabled_at timestamptz(3),
  disabled_because text check (disabled_because in ('CURATOR', 'GONE', 'FAILING')),
  deleted_at timestamptz(3),
  check ((disabled_at is null) = (disabled_because is null))
);
create index on webhook_endpoint (partner_id, created_at desc, id) where deleted_at is null;

-- What happened, and the body that says so: the same bytes at every attempt.
create table webhook_event (
  id text primary key,
  type text not null,
  occurred_at timestamptz(3) not null,
  body text not null,
  created_at timestamptz(3) not null default now()
);
create index on webhook_event (created_at);

create table webhook_delivery (
  id text primary key default 'whd_' || gen_random_uuid(),
  event_id text not null references webhook_event on delete cascade,
  endpoint_id text not null references webhook_endpoint,
  created_at timestamptz(3) not null default now(),
  -- Attempts since it was last asked for.
  attempt_count integer not null default 0,
  -- Null when it is over.
  next_attempt_at timestamptz(3) default now(),
  -- While it is under way; when whoever took it is gone, another takes it after this.
  claimed_until timestamptz(3),
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  unique (event_id, endpoint_id)
);
create index on webhook_delivery (endpoint_id, created_at desc, id);
create index on webhook_delivery (next_attempt_at) where next_attempt_at is not null;

create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id text not null references webhook_delivery on delete cascade,
  occurred_at timestamptz(3) not null default now(),
  duration_ms integer not null,
  -- The HTTP status of the answer; null where there was none.
  status integer,
  error text
);
create index on webhook_attempt (delivery_id, id desc);

-- The room keeps endpoints and asks for deliveries; how they go, it only reads.
revoke delete on webhook_endpoint from axiom_identity;
revoke update, delete on webhook_event, webhook_delivery from axiom_identity;
grant update (attempt_count, next_attempt_at, delivered_at, failed_at) on webhook_delivery to axiom_identity;
revoke insert, update, delete on webhook_attempt from axiom_identity;

-- The worker delivers, and forgets what is old.
grant select, update (disabled_at, disabled_because) on webhook_endpoint to axiom_webhooks;
grant select, insert, delete on webhook_event to axiom_webhooks;
grant select, insert, update on webhook_delivery to axiom_webhooks;
grant select, insert on webhook_attempt to axiom_webhooks;
