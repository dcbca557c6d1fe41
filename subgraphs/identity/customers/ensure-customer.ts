import type { SignedIn } from '#kit/graph/viewer.ts';
import type { RelyingParty } from '../passkeys/verification.ts';
import type { AccountStore } from './accounts.ts';
import type { Customers } from './customers.ts';

/** The services for creating the customer of an account. */
export interface CustomerServices {
  accounts: AccountStore;
  customers: Customers;
  relyingParty: RelyingParty;
}

/** The display name of accounts without a name. */
export const defaultName = ({ name }: RelyingParty, owner?: SignedIn) =>
  `${name} ${owner?.kind === 'CURATOR' ? 'curator' : 'customer'}`;

/** The id of an account's customer. Creates the customer in Medusa when an earlier attempt failed. */
export async function ensureCustomer(
  { accounts, customers, relyingParty }: CustomerServices,
  { account, customer }: { account: string; customer: string | null },
  name = defaultName(relyingParty),
): Promise<string> {
  if (customer !== null) return customer;
  const created = await customers.create(account, name);
  await accounts.setCustomer(account, created);
  return created;
}
