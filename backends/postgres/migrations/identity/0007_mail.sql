-- Mail that waits to be sent, the links in it, and the devices that accounts were opened from.

-- A link that was mailed, as long as it can be used. Following it proves that an address is somebody's.
create table mail_link (
  -- SHA-256 of the token in the link. A token is 32 random bytes: nobody finds it by trying.
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose text not null check (purpose in ('SIGN_UP', 'VERIFY', 'RESET')),
  -- Pseudonym of the address.
  email_key text not null,
  -- The account whose address is to be proved; null where the address alone is known.
  account_id uuid references account on delete cascade,
  -- The address and, for a sign-up, the names and the hash of the password; encrypted.
  content_jwe text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  -- While it is being used; when that was interrupted, it can be used again after this.
  claimed_until timestamptz(3)
);
create index on mail_link (email_key, purpose);
create index on mail_link (expires_at);

-- A mail, which is written in the same transaction as its cause.
create table mail (
  -- Part of its Message-ID, which is the same at every attempt.
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind ~ '^[A-Z_]+$'),
  -- Whose account or endpoint it is about, where its address is looked up when it is sent.
  account_id uuid,
  endpoint_id text,
  -- What it tells, encrypted: addresses and tokens. Null when it was sent.
  content_jwe text,
  created_at timestamptz(3) not null default now(),
  -- When it is of no use to its reader.
  expires_at timestamptz(3) not null default now() + interval '3 days',
  attempt_count integer not null default 0,
  -- Null when it is over.
  next_attempt_at timestamptz(3) default now(),
  -- While it is being sent; when its sender is gone, another sends it after this.
  claimed_until timestamptz(3),
  sent_at timestamptz(3),
  failed_at timestamptz(3),
  -- Why it was not sent, without addresses.
  error text
);
create index on mail (next_attempt_at) where next_attempt_at is not null;
create index on mail (created_at);

-- What an account was opened from: names of devices and countries.
create table known_device (
  account_id uuid not null references account on delete cascade,
  device text not null,
  first_seen_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  primary key (account_id, device)
);

-- Where a partner is told that an endpoint was turned off.
alter table partner add column contact_email text check (length(contact_email) between 3 and 254);
grant update (contact_email) on partner to axiom_identity;

-- The webhooks worker turns endpoints off. It may not write mail itself.
create function mail_endpoint_off() returns trigger
  language plpgsql security definer set search_path = identity, pg_temp as $$
begin
  insert into mail (kind, endpoint_id) values ('WEBHOOK_OFF', new.id);
  return null;
end
$$;
revoke execute on function mail_endpoint_off() from public;
create trigger mail_endpoint_off after update of disabled_at on webhook_endpoint for each row
  when (old.disabled_at is null and new.disabled_because in ('GONE', 'FAILING'))
  execute function mail_endpoint_off();
