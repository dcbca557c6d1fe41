import type { CustomerPasswordResetInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { type Fault, noAddress, notAccepted } from '../faults.ts';
import type { LinkStore } from '../mail/links.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import type { AccountStore } from './accounts.ts';
import type { Customers } from './customers.ts';
import { withLink } from './email-proof.ts';
import { readPassword } from './passwords.ts';

/** What requesting a link needs. */
interface RequestServices {
  links: LinkStore;
  rateLimits: RateLimits;
  request: SubgraphRequest;
}

/** What resetting a password needs. */
interface ResetServices extends RequestServices {
  accounts: AccountStore;
  customers: Customers;
  sessions: SessionStore;
}

/** Mails a link that sets a new password. Only the mail reveals whether the address has an account. */
export async function requestPasswordReset(
  { rateLimits, links, request }: RequestServices,
  { email: given }: { email: string },
): Promise<{ isRequested: true } | Fault> {
  const email = readEmail(given);
  if (email === undefined) return noAddress();
  await rateLimits.linkMail(request, email);
  await links.issue({ purpose: 'RESET', content: { email } });
  return { isRequested: true };
}

/**
 * Sets a new password with a mailed link and ends all sessions of the account. Following the link also verifies the e-mail
 * address. When the address was not verified before, the account's passkeys and recovery codes may belong to someone else and
 * are deleted.
 */
export async function resetPassword(
  services: ResetServices,
  { token, newPassword }: CustomerPasswordResetInput,
): Promise<{ endedSessions: number } | Fault> {
  const { accounts, customers, rateLimits, links, request, sessions } = services;
  await rateLimits.linkUse(request, token);
  const link = await links.claim(token, ['RESET']);
  if (!link) return notAccepted();
  return withLink(link, async () => {
    const { email } = link;
    const password = readPassword(newPassword, 'newPassword', [email, ...email.split('@')]);
    if (typeof password !== 'string') return password;
    const customer = await customers.lookUp(email);
    if (!customer) return notAccepted();

    const account = await accounts.ofCustomer(customer.id);
    const { wasVerified } = await customers.resetPassword(account, email, password);
    await accounts.recover(account, wasVerified);
    await link.finish();
    return { endedSessions: await sessions.endAll({ account, customer: customer.id }) };
  });
}
