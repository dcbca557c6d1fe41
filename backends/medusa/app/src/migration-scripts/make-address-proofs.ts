import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Creates the table of verified e-mail addresses, which clients cannot write, and an index of orders by e-mail address. */
export default async function makeAddressProofs({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists address_proof (
      customer_id text primary key,
      -- The verified address in lower case. It does not count if the customer has another address now.
      email text not null,
      proved_at timestamptz not null default now()
    );
    create index if not exists address_proof_email on address_proof (email);
    create index if not exists order_email on "order" (lower(email))`);
}
