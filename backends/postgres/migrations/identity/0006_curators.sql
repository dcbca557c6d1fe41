-- Curators: with what they sign in, and what they may do. Medusa's users are no curators.

create table curator (
  id text primary key default 'curator_' || gen_random_uuid(),
  -- In lower case.
  email text not null unique check (length(email) between 3 and 254 and email = lower(email)),
  -- Salted, as a PHC string.
  password_hash text not null check (password_hash like '$scrypt$%'),
  -- The account that holds their passkeys.
  account_id uuid not null unique references account,
  -- Sessions of an earlier generation are over.
  generation integer not null default 0,
  created_at timestamptz(3) not null default now()
);
create index on curator (created_at desc, id);

-- What a curator may do, from when to when, and who said so. A name is null for what was done at the machine.
create table curator_grant (
  id bigint generated always as identity primary key,
  curator_id text not null references curator,
  scope text not null check (length(scope) between 1 and 100),
  granted_at timestamptz(3) not null default now(),
  granted_by text references curator,
  revoked_at timestamptz(3),
  revoked_by text references curator,
  check (revoked_at is not null or revoked_by is null)
);
create unique index on curator_grant (curator_id, scope) where revoked_at is null;
create index on curator_grant (curator_id, id desc);

-- The room adds curators and grants; it ends grants, and does not forget them.
revoke update, delete on curator, curator_grant from axiom_identity;
grant update (password_hash, generation) on curator to axiom_identity;
grant update (revoked_at, revoked_by) on curator_grant to axiom_identity;
