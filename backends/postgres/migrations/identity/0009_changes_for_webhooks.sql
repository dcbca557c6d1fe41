-- How far the stream of invalidations was read for messages about changes.
create table webhook_cursor (
  only_row boolean primary key default true check (only_row),
  position text not null
);
grant select, insert, update on webhook_cursor to axiom_webhooks;

-- Messages about changes are sent to an endpoint one at a time.
create index on webhook_event (type, created_at);
