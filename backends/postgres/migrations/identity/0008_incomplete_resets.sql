-- Set while a password reset of an account with an unverified e-mail address is incomplete. The account's passkeys and recovery
-- codes may belong to someone else: sign-ins with them are refused, and completing the reset deletes them. The column keeps
-- this across attempts, because a lost response of the first attempt leaves the address verified.
alter table account add column incomplete_reset_at timestamptz(3);
