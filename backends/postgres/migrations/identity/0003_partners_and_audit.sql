-- Partner brands and their keys; what curators did, and how it ended.

create table partner (
  id text primary key default 'partner_' || gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz(3) not null default now()
);
create unique index on partner (lower(name));
-- Lists go by name as people sort, not by code point.
create index on partner (name collate "und-x-icu", id);

create table partner_key (
  id text primary key default 'key_' || gen_random_uuid(),
  partner_id text not null references partner,
  name text not null check (length(name) between 1 and 100),
  mode text not null check (mode in ('LIVE', 'TEST')),
  -- SHA-256 of the whole key. A key is 32 random bytes: nobody finds it by trying, so a slow hash would only slow us.
  hash bytea not null unique check (length(hash) = 32),
  -- How the key begins, to find it by.
  prefix text not null check (length(prefix) = 17),
  scopes text[] not null,
  allowed_origins text[] not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index on partner_key (partner_id, created_at desc, id);
create index on partner_key (prefix text_pattern_ops);
create index on partner_key (created_at desc, id);

-- The curator who did it, where it was one, and the request it came with.
alter table audit_event
  add column curator_id text,
  add column request_id text;
create index on audit_event (curator_id, id desc) where curator_id is not null;
create index on audit_event (request_id) where request_id is not null;

-- How a curator's mutation ended. A row of its own, since what was written down is never changed.
create table audit_outcome (
  event_id bigint primary key references audit_event,
  outcome text not null check (outcome in ('SUCCEEDED', 'FAILED')),
  occurred_at timestamptz(3) not null default now()
);

-- The room adds; of what it added, it changes what becomes of a key.
revoke update, delete on partner, partner_key, audit_outcome from axiom_identity;
grant update (last_used_at, revoked_at) on partner_key to axiom_identity;
