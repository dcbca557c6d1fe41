import type { CustomerEmailVerifyInput } from '#generated/identity.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { type ClaimedLink, consumeLink, type LinkStore } from '../mail/links.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, notAccepted, refuse } from '../results.ts';
import { isSecretOf } from '../secret-hash.ts';
import type { SessionGrant, SessionServices } from '../sessions/grants.ts';
import { accountOf } from '../viewer.ts';
import type { AccountStore } from './accounts.ts';
import type { Customers } from './customers.ts';
import { openPasswordSession } from './sign-in.ts';

/** A verified e-mail address; with a session when the link completed a sign-up. */
interface Verified {
  isVerified: true;
  grant: SessionGrant | null;
}

/** The services for sending a link to the viewer. */
interface SendServices {
  customers: Customers;
  links: LinkStore;
  rateLimits: RateLimits;
  request: SubgraphRequest;
}

/** The services for following a link. */
interface VerificationServices extends SendServices, SessionServices {
  accounts: AccountStore;
}

/**
 * Follows a mailed link: completes a sign-up, or verifies the address of an account. The link alone is not enough: the password
 * or a session of the account is required too. Otherwise the owner of an address who follows a link that an attacker requested
 * would verify the attacker's account, and the attacker would see the owner's guest orders.
 */
export async function verifyEmail(
  services: VerificationServices,
  { token, password, transport }: CustomerEmailVerifyInput,
): Promise<IdentityResult<Verified>> {
  const { rateLimits, links, request } = services;
  await rateLimits.linkUse(request, token);
  const link = await links.claim(token, ['SIGN_UP', 'VERIFY']);
  if (!link) return notAccepted();
  return consumeLink(link, async () => {
    if (link.purpose === 'VERIFY') return verifyAddress(services, link, password);
    if (password == null) {
      return refuse('PASSWORD_REQUIRED', 'signUpPasswordRequired', ['input', 'password']);
    }
    const normalised = password.normalize('NFC');
    if (!link.passwordHash || !(await isSecretOf(link.passwordHash, normalised))) {
      return refuse('NOT_ACCEPTED', 'signUpPasswordWrong', ['input', 'password']);
    }
    return completeSignUp(services, link, normalised, transport);
  });
}

/** Mails the viewer, a customer, a link that verifies their address; does nothing when it is already verified. */
export async function sendVerification(services: SendServices): Promise<IdentityResult<{ isSent: boolean }>> {
  const { customers, rateLimits, links, request } = services;
  const account = accountOf(request.viewer);
  const customer = await customers.ofAccount(account);
  if (!customer) return refuse('INVALID', 'emailMissing');
  if (customer.verifiedAt) return { isSent: false };
  await rateLimits.linkMail(request, customer.email);
  await links.issue({ purpose: 'VERIFY', content: { email: customer.email }, account });
  return { isSent: true };
}

async function completeSignUp(
  services: VerificationServices,
  link: ClaimedLink,
  password: string,
  transport: CustomerEmailVerifyInput['transport'],
): Promise<IdentityResult<Verified>> {
  const { accounts, customers, sessions } = services;
  const startedAt = await sessions.clock();
  const { email, firstName, lastName } = link;
  const created = await customers.signUp({ email, password, firstName, lastName });
  // The customer exists when an earlier attempt was interrupted after creating it: continue from there.
  const customer = created === 'TAKEN' ? await customers.find(email, password) : created;
  if (!customer) {
    return refuse('TAKEN', 'emailTaken');
  }
  const account = await accounts.ofCustomer(customer.id);
  await customers.linkAccount(account, customer);
  await customers.verify(account, email);
  await link.finish();
  await accounts.record({ account, action: 'email.verified' });
  const grant = await openPasswordSession(services, account, customer, transport, startedAt, email);
  return isRefused(grant) ? grant : { isVerified: true, grant };
}

async function verifyAddress(
  { accounts, customers, rateLimits, request }: VerificationServices,
  { account, email, finish }: ClaimedLink,
  password: string | null | undefined,
): Promise<IdentityResult<Verified>> {
  if (account === null) return notAccepted();
  const { viewer } = request;
  if (!('account' in viewer && viewer.account === account)) {
    if (password == null) {
      return refuse('PASSWORD_REQUIRED', 'accountPasswordRequired', ['input', 'password']);
    }
    await rateLimits.customerSignIn(request, email);
    const customer = await customers.find(email, password);
    if (!customer || (await accounts.ofCustomer(customer.id)) !== account) {
      return refuse('NOT_ACCEPTED', 'accountPasswordWrong', ['input', 'password']);
    }
  }
  if (!(await customers.verify(account, email))) return notAccepted();
  await finish();
  await accounts.record({ account, action: 'email.verified' });
  return { isVerified: true, grant: null };
}
