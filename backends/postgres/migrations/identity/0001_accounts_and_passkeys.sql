-- Who may sign in, and with what. Sessions and challenges live in Redis; names and addresses live in Medusa.

-- A customer who can sign in. The id is what WebAuthn calls the user handle: random, and no hint at the person.
create table account (
  id uuid primary key default gen_random_uuid(),
  medusa_customer_id text not null unique,
  created_at timestamptz(3) not null default now(),
  -- Set, it locks the account out without losing its history.
  disabled_at timestamptz(3)
);

-- A passkey.
create table credential (
  id bytea primary key check (length(id) between 1 and 1023),
  account_id uuid not null references account on delete cascade,
  -- COSE key.
  public_key bytea not null,
  -- Signatures the authenticator has counted; one that falls back hints at a copy. Synced passkeys stay at 0.
  counter bigint not null check (counter >= 0),
  device_type text not null check (device_type in ('singleDevice', 'multiDevice')),
  backed_up boolean not null,
  -- How the browser said it can be reached; unknown words are kept, as WebAuthn asks.
  transports text[] not null default '{}',
  -- Given by the owner, to tell passkeys apart.
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  check (device_type = 'multiDevice' or not backed_up)
);
create index on credential (account_id, created_at);

-- A code that opens the account once when every passkey is lost. Only its salted hash is kept, as a PHC string.
create table recovery_code (
  account_id uuid not null references account on delete cascade,
  hash text not null check (hash like '$%'),
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3),
  primary key (account_id, hash)
);

-- What happened to accounts, for those who answer for them. It outlives the account, so it refers to it by value.
create table audit_event (
  id bigint generated always as identity primary key,
  account_id uuid,
  -- What happened, as noun and verb: `credential.added`.
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  occurred_at timestamptz(3) not null default now(),
  -- Circumstances, never secrets.
  detail jsonb not null default '{}'
);
create index on audit_event (account_id, occurred_at desc);
create index on audit_event (occurred_at);

-- The room adds to the record; it cannot rewrite it, nor the list of migrations.
revoke update, delete on audit_event from axiom_identity;
revoke all on migration from axiom_identity;
