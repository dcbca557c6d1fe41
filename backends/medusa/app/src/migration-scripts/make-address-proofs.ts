import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Makes the proofs of addresses, which no request of a client can write, and an index to find the orders of an address by. */
export default async function makeAddressProofs({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists address_proof (
      customer_id text primary key,
      -- The address that was proved, in lower case. A customer whose address is another has proved none.
      email text not null,
      proved_at timestamptz not null default now()
    );
    create index if not exists address_proof_email on address_proof (email);
    create index if not exists order_email on "order" (lower(email))`);
}
