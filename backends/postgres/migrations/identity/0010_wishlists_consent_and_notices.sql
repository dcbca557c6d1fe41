-- Wishlists, consent to marketing, and the notices that customers and guests ask for.

-- A product or variant that a customer keeps. Ids are those of commerce.
create table wishlist_item (
  id text primary key default 'wish_' || gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  product_id text not null check (length(product_id) between 1 and 100),
  -- Null for the product as a whole.
  variant_id text check (length(variant_id) between 1 and 100),
  added_at timestamptz(3) not null default now(),
  -- The market of the prices, as the request asked for it; null for the default.
  country text,
  currency text,
  -- The price when it was added; null when it was not sold in the market.
  added_amount text,
  added_currency text,
  -- Whether the owner wants mail about it.
  is_notified boolean not null default false,
  -- What was last seen: whether it can be bought, and the lowest price that the owner knows.
  was_available boolean not null,
  lowest_amount numeric
);
create unique index on wishlist_item (account_id, product_id, coalesce(variant_id, ''));
create index on wishlist_item (account_id, added_at desc, id desc);
create index on wishlist_item (product_id) where is_notified;

-- The link by which others see a wishlist.
create table wishlist_share (
  account_id uuid primary key references account on delete cascade,
  -- SHA-256 of the token in the link, and the token, encrypted, since its owner sees the link again.
  token_hash bytea not null unique check (length(token_hash) = 32),
  token_jwe text not null,
  name text check (length(name) between 1 and 100),
  created_at timestamptz(3) not null default now()
);

-- What a customer agreed to or withdrew. The newest is valid.
create table marketing_consent (
  id bigint generated always as identity primary key,
  account_id uuid not null references account on delete cascade,
  is_granted boolean not null,
  -- The version of the text that the customer saw.
  text_version text not null check (length(text_version) between 1 and 64),
  source text not null check (source ~ '^[A-Z_]+$'),
  occurred_at timestamptz(3) not null default now()
);
create index on marketing_consent (account_id, id desc);

-- An e-mail address that asked to be told when a variant is back in stock.
create table stock_notice (
  id uuid primary key default gen_random_uuid(),
  product_id text not null check (length(product_id) between 1 and 100),
  variant_id text not null check (length(variant_id) between 1 and 100),
  -- Pseudonym of the address, and the address, encrypted.
  email_key text not null,
  email_jwe text not null,
  country text,
  currency text,
  -- SHA-256 of the token in the link that confirms it; null when it is confirmed.
  token_hash bytea unique check (length(token_hash) = 32),
  created_at timestamptz(3) not null default now(),
  confirmed_at timestamptz(3),
  -- When it is deleted, sent or not.
  expires_at timestamptz(3) not null,
  check ((token_hash is null) = (confirmed_at is not null)),
  unique (variant_id, email_key)
);
create index on stock_notice (email_key);
create index on stock_notice (product_id) where confirmed_at is not null;
create index on stock_notice (expires_at);

-- A product that changed, until those who wait for it were looked up.
create table notice_task (
  product_id text primary key,
  -- Grows with each change, so that one that comes while the product is looked up is not lost.
  change_count bigint not null default 1,
  claimed_until timestamptz(3)
);

-- How far the stream of invalidations was read for notices.
create table notice_cursor (
  only_row boolean primary key default true check (only_row),
  position text not null
);

-- A change of a wishlist's item, which a mail tells with others.
create table wishlist_notice (
  id bigint generated always as identity primary key,
  mail_id uuid not null references mail on delete cascade,
  item_id text not null references wishlist_item on delete cascade,
  kind text not null check (kind in ('BACK_IN_STOCK', 'REDUCED')),
  title text not null,
  handle text not null,
  -- Prices as a customer reads them; null where there is none.
  price_before text,
  price text,
  unique (mail_id, item_id, kind)
);
create index on wishlist_notice (item_id);

-- Consent is only added; it is deleted with its account.
revoke update, delete on marketing_consent from axiom_identity;
