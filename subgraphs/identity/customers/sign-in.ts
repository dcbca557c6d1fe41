import type { CustomerPasswordUpdateInput, CustomerSignInInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, notAccepted, refuse } from '../results.ts';
import { type Authentication, grantSession, type SessionGrant, type SessionServices } from '../sessions/grants.ts';
import { currentSession, ownerOf } from '../viewer.ts';
import type { AccountStore } from './accounts.ts';
import type { Customers, KnownCustomer } from './customers.ts';
import { delayRefusal, readPassword } from './passwords.ts';

/** The services for signing in with a password. */
interface SignInServices extends SessionServices {
  accounts: AccountStore;
  audit: AuditLog;
  customers: Customers;
  pseudonymize: Pseudonymizer;
  rateLimits: RateLimits;
}

/**
 * Signs in a customer with a password and opens a session. Unknown credentials get the same error after the same delay, so
 * that accounts cannot be enumerated.
 */
export async function signInCustomer(
  services: SignInServices,
  { email, password, transport }: CustomerSignInInput,
): Promise<IdentityResult<SessionGrant>> {
  const { accounts, audit, customers, rateLimits, pseudonymize, request, sessions } = services;
  const address = readEmail(email) ?? email.trim().toLowerCase();
  await rateLimits.customerSignIn(request, address);
  const delay = delayRefusal();
  const startedAt = await sessions.clock();
  const customer = await customers.find(address, password);
  if (customer) {
    const account = await accounts.ofCustomer(customer.id);
    await customers.linkAccount(account, customer);
    return openPasswordSession(services, account, customer, transport, startedAt, address);
  }

  const detail = { email: pseudonymize(address), address: pseudonymize(request.client.address ?? '') };
  await audit.record({ action: 'account.sign_in_failed', requestId: request.id, detail, outcome: 'FAILED' });
  await delay;
  return notAccepted();
}

/** Changes the password of the viewer, a customer, and ends all sessions but the current one. */
export async function changePassword(
  services: Pick<SignInServices, 'accounts' | 'customers' | 'rateLimits' | 'request' | 'sessions'>,
  { currentPassword, newPassword }: CustomerPasswordUpdateInput,
): Promise<IdentityResult<{ endedSessions: number }>> {
  const { accounts, customers, rateLimits, request, sessions } = services;
  const owner = ownerOf(request.viewer);
  const { account } = owner;
  const next = readPassword(newPassword, 'newPassword');
  if (isRefused(next)) return next;
  await rateLimits.passwordChange(request, account);
  if (!(await customers.changePassword(account, currentPassword, next))) {
    await accounts.record({ account, action: 'password.refused', outcome: 'FAILED' });
    return refuse('NOT_ACCEPTED', 'currentPasswordWrong', ['input', 'currentPassword']);
  }
  await accounts.record({ account, action: 'password.changed' });
  return { endedSessions: await sessions.endAll(owner, currentSession(request.viewer)) };
}

/**
 * Opens a session of a customer's account; a current session of the same account ends. Refused when the customer has ended
 * all sessions since `startedAt`: the password that was checked may be the previous one.
 */
export async function openPasswordSession(
  services: SessionServices & { accounts: AccountStore },
  account: string,
  customer: KnownCustomer,
  transport: CustomerSignInInput['transport'],
  startedAt: number,
  email: string,
): Promise<IdentityResult<SessionGrant>> {
  const { accounts, request, sessions } = services;
  const authentication: Authentication = { kind: 'CUSTOMER', account, customer: customer.id, methods: ['pwd'] };
  const grant = await grantSession(
    services,
    authentication,
    transport,
    async (session) => {
      if (await sessions.wereEndedSince(customer.id, startedAt)) return false;
      await accounts.record({ account, action: 'session.opened', detail: { method: 'pwd', session } });
      const { viewer } = request;
      if (viewer.kind !== 'ANONYMOUS' && viewer.account === account) await sessions.end(account, viewer.session);
      return true;
    },
    [email],
  );
  return grant ?? notAccepted();
}
