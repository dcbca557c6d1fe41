import type { CustomerEmailVerifyInput } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { type Fault, fault, isFault, notAccepted } from '../faults.ts';
import type { ClaimedLink } from '../mail/links.ts';
import { isSecretOf } from '../secret-hash.ts';
import type { SessionGrant } from '../sessions/grants.ts';
import { accountOf } from '../sessions/viewers.ts';
import { openFor } from './sign-in.ts';

/** An address that was proved; with the session of a sign-up that it completed. */
interface Verified {
  isVerified: true;
  grant: SessionGrant | null;
}

/**
 * Follows a link: completes a sign-up, or proves the address of an account. It takes the password too, or the session of the
 * account, so that the owner of an address who follows a link that somebody else asked for does not confirm the account of
 * that person, who would then see what the owner ordered as a guest.
 */
export async function verifyEmail(
  context: Context,
  { token, password, transport }: CustomerEmailVerifyInput,
): Promise<Verified | Fault> {
  const { rateLimits, links, request } = context;
  await rateLimits.followLink(request, token);
  const link = await links.claim(token, ['SIGN_UP', 'VERIFY']);
  if (!link) return notAccepted();
  return withLink(link, async () => {
    if (link.purpose === 'VERIFY') return proveAddress(context, link, password);
    if (password == null) {
      return fault('PASSWORD_REQUIRED', 'This link completes a sign-up: give its password.', ['input', 'password']);
    }
    const given = password.normalize('NFC');
    if (!link.passwordHash || !(await isSecretOf(link.passwordHash, given))) {
      return fault('NOT_ACCEPTED', 'This is not the password of the sign-up.', ['input', 'password']);
    }
    return completeSignUp(context, link, given, transport);
  });
}

/** Mails the customer who asks a link that proves their address; does nothing where they have proved it. */
export async function sendVerification(context: Context): Promise<{ isSent: boolean } | Fault> {
  const { customers, rateLimits, links, request } = context;
  const account = accountOf(context);
  const customer = await customers.ofAccount(account);
  if (!customer) return fault('INVALID', 'This account has no e-mail address.');
  if (customer.provedAt) return { isSent: false };
  await rateLimits.mail(request, customer.email);
  await links.issue({ purpose: 'VERIFY', content: { email: customer.email }, account });
  return { isSent: true };
}

/** Does `work` with a link in hand. The link is used up where `work` succeeds, and can be followed again where it does not. */
export async function withLink<Result extends object>(
  link: ClaimedLink,
  work: () => Promise<Result | Fault>,
): Promise<Result | Fault> {
  let result: Result | Fault | undefined;
  try {
    result = await work();
    return result;
  } finally {
    // A link that cannot be released can be followed again after its lease.
    if (!result || isFault(result)) await link.release().catch(() => {});
  }
}

async function completeSignUp(
  context: Context,
  link: ClaimedLink,
  password: string,
  transport: CustomerEmailVerifyInput['transport'],
): Promise<Verified | Fault> {
  const { accounts, customers, sessions } = context;
  const began = await sessions.clock();
  const { email, firstName, lastName } = link;
  const made = await customers.signUp({ email, password, firstName, lastName });
  // A sign-up that was interrupted after there was a customer goes on from there.
  const customer = made === 'TAKEN' ? await customers.find(email, password) : made;
  if (!customer) {
    return fault('TAKEN', 'This e-mail address has an account by now: sign in, or reset the password.');
  }
  const account = await accounts.ofCustomer(customer.id);
  await customers.tie(account, customer);
  await customers.prove(account, email);
  await link.finish();
  await accounts.record({ account, action: 'email.verified' });
  const grant = await openFor(context, account, customer, transport, began, email);
  return isFault(grant) ? grant : { isVerified: true, grant };
}

async function proveAddress(
  { accounts, customers, rateLimits, request }: Context,
  { account, email, finish }: ClaimedLink,
  password: string | null | undefined,
): Promise<Verified | Fault> {
  if (account === null) return notAccepted();
  const { viewer } = request;
  if (!('account' in viewer && viewer.account === account)) {
    if (password == null) {
      return fault('PASSWORD_REQUIRED', 'Sign in to the account, or give its password.', ['input', 'password']);
    }
    await rateLimits.signIn(request, email);
    const customer = await customers.find(email, password);
    if (!customer || (await accounts.ofCustomer(customer.id)) !== account) {
      return fault('NOT_ACCEPTED', 'This is not the password of the account.', ['input', 'password']);
    }
  }
  if (!(await customers.prove(account, email))) return notAccepted();
  await finish();
  await accounts.record({ account, action: 'email.verified' });
  return { isVerified: true, grant: null };
}
