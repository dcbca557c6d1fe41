-- The gate: accounts without a customer yet, recovery codes that are found without a name, the keys that sign sessions.

-- Null until Medusa has made the customer: the next sign-in makes up for one that failed.
alter table account alter column medusa_customer_id drop not null;

-- When a recovery code was last used. For a while no passkey from before can be revoked.
alter table account add column recovered_at timestamptz(3);

-- The first part of a code, by which it is found; only the rest is secret. No code was made before this.
alter table recovery_code
  add column locator text not null unique check (locator ~ '^[0-9A-HJKMNP-TV-Z]{10}$');

-- A key that signs Elite Sessions: EdDSA. What it signed is verified for as long as sessions last.
create table signing_key (
  -- RFC 7638 thumbprint.
  kid text primary key,
  public_jwk jsonb not null,
  -- The private JWK as a JWE under the secret of the room; gone when it no longer signs.
  private_jwe text,
  created_at timestamptz(3) not null default now(),
  -- When another key took over.
  retired_at timestamptz(3),
  check (private_jwe is not null or retired_at is not null)
);
create index on signing_key (created_at desc);
