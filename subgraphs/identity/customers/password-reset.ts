import type { CustomerPasswordResetInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { Context } from '../context.ts';
import { type Fault, noAddress, notAccepted } from '../faults.ts';
import { withLink } from './email-proof.ts';
import { readPassword } from './passwords.ts';

/** Mails a link that sets another password. Only the mail reveals whether the address has an account. */
export async function requestPasswordReset(
  { rateLimits, links, request }: Context,
  { email: given }: { email: string },
): Promise<{ isRequested: true } | Fault> {
  const email = readEmail(given);
  if (email === undefined) return noAddress();
  await rateLimits.mail(request, email);
  await links.issue({ purpose: 'RESET', content: { email } });
  return { isRequested: true };
}

/**
 * Sets another password by a link that was mailed, and ends all sessions of the account. Who follows the link has proved
 * the address as well: where it had not been proved before, passkeys and recovery codes may be a stranger's and are removed.
 */
export async function resetPassword(
  context: Context,
  { token, newPassword }: CustomerPasswordResetInput,
): Promise<{ endedSessions: number } | Fault> {
  const { accounts, customers, rateLimits, links, request, sessions } = context;
  await rateLimits.followLink(request, token);
  const link = await links.claim(token, ['RESET']);
  if (!link) return notAccepted();
  return withLink(link, async () => {
    const { email } = link;
    const password = readPassword(newPassword, 'newPassword', [email, ...email.split('@')]);
    if (typeof password !== 'string') return password;
    const customer = await customers.lookUp(email);
    if (!customer) return notAccepted();

    const account = await accounts.ofCustomer(customer.id);
    const { wasProved } = await customers.resetPassword(account, email, password);
    await accounts.recover(account, wasProved);
    await link.finish();
    return { endedSessions: await sessions.endAll({ account, customer: customer.id }) };
  });
}
