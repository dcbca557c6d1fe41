import type { CustomerDTO, MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';

/** The customer with an account who has this e-mail address; undefined where there is none. */
export async function customerWith(container: MedusaContainer, email: string): Promise<CustomerDTO | undefined> {
  const [customer] = await container.resolve(Modules.CUSTOMER).listCustomers({ email, has_account: true });
  return customer;
}

/** The customer of an account; undefined while the account has none. */
export async function customerOf(container: MedusaContainer, account: string): Promise<CustomerDTO | undefined> {
  const auth = container.resolve(Modules.AUTH);
  const [identity] = await auth.listAuthIdentities({
    provider_identities: { entity_id: account, provider: 'axiom' },
  });
  const id = identity?.app_metadata?.customer_id;
  if (typeof id !== 'string') return undefined;
  const [customer] = await container.resolve(Modules.CUSTOMER).listCustomers({ id });
  return customer;
}
