import type { CustomerPasswordResetInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { consumeLink, type LinkStore } from '../mail/links.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, invalidEmail, notAccepted } from '../results.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import type { AccountStore } from './accounts.ts';
import type { Customers } from './customers.ts';
import { readPassword } from './passwords.ts';

/** The services for requesting a link. */
interface RequestServices {
  links: LinkStore;
  rateLimits: RateLimits;
  request: SubgraphRequest;
}

/** The services for resetting a password. */
interface ResetServices extends RequestServices {
  accounts: AccountStore;
  customers: Customers;
  sessions: SessionStore;
}

/** Mails a link that sets a new password. Only the mail reveals whether the address has an account. */
export async function requestPasswordReset(
  { rateLimits, links, request }: RequestServices,
  { email: address }: { email: string },
): Promise<IdentityResult<{ isRequested: true }>> {
  const email = readEmail(address);
  if (email === undefined) return invalidEmail();
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
): Promise<IdentityResult<{ endedSessions: number }>> {
  const { accounts, customers, rateLimits, links, request, sessions } = services;
  await rateLimits.linkUse(request, token);
  const link = await links.claim(token, ['RESET']);
  if (!link) return notAccepted();
  return consumeLink(link, async () => {
    const { email } = link;
    const password = readPassword(newPassword, 'newPassword', [email, ...email.split('@')]);
    if (isRefused(password)) return password;
    const customer = await customers.lookUp(email);
    if (!customer) return notAccepted();

    const account = await accounts.ofCustomer(customer.id);
    // Recorded before the reset: when its response is lost, the address is already verified at the next attempt.
    if (!customer.verifiedAt) await accounts.beginRecovery(account);
    const { wasVerified } = await customers.resetPassword(account, email, password);
    await accounts.recover(account, wasVerified);
    await link.finish();
    return { endedSessions: await sessions.endAll({ account, customer: customer.id }) };
  });
}
