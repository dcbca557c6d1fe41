-- What happened to an order that a mail is about, by Medusa's id. A buyer is told once.
alter table mail add column event_id text unique check (length(event_id) between 1 and 200);
