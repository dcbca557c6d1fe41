import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Creates the tables of invoices and credit notes, and of the last number of each series. A trigger refuses to change or delete what was
 * issued: tax law requires the original. Only the digest of the file is added, once.
 */
export default async function makeInvoices({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists invoice_series (
      series text primary key,
      last integer not null
    );
    create table if not exists invoice (
      -- Derived from the order or the refund, so that issuing it twice has no effect.
      id text primary key,
      kind text not null check (kind in ('INVOICE', 'CREDIT_NOTE')),
      number text not null unique,
      order_id text not null,
      refund_id text unique,
      issued_at timestamptz not null,
      -- Everything that is printed.
      content jsonb not null,
      -- The stored file.
      sha256 text,
      bytes integer,
      check ((kind = 'CREDIT_NOTE') = (refund_id is not null)),
      check ((sha256 is null) = (bytes is null))
    );
    create unique index if not exists invoice_of_order on invoice (order_id) where kind = 'INVOICE';
    create index if not exists invoice_by_order on invoice (order_id, issued_at);

    create or replace function keep_invoice() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.sha256 is null
        and (new.id, new.kind, new.number, new.order_id, new.refund_id, new.issued_at, new.content)
          is not distinct from (old.id, old.kind, old.number, old.order_id, old.refund_id, old.issued_at, old.content)
      then
        return new;
      end if;
      raise exception 'invoice % was issued and cannot be changed', old.number;
    end $$;
    create or replace trigger invoice_is_kept before update or delete on invoice
      for each row execute function keep_invoice();`);
}
