-- Accounts that are being deleted, until all systems have erased them. A row outlives its account.
create table account_deletion (
  account_id uuid primary key,
  customer_id text not null,
  requested_at timestamptz(3) not null default now(),
  -- The address for the last mail, encrypted; null when there is none, and when all is erased.
  email_jwe text,
  -- While it is being done; when its process is gone, another goes on after this.
  claimed_until timestamptz(3),
  completed_at timestamptz(3)
);
create index on account_deletion (requested_at) where completed_at is null;
