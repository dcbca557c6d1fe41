import type { CustomerPasswordUpdateInput, CustomerSignInInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { Context } from '../context.ts';
import { type Fault, fault, notAccepted } from '../faults.ts';
import { grantSession, type Proof, type SessionGrant } from '../sessions/grants.ts';
import { ownerOf } from '../sessions/viewers.ts';
import type { KnownCustomer } from './customers.ts';
import { readPassword, refusalTime } from './passwords.ts';

/** Signs in a customer with a password, and opens a session. Who is nobody's customer is told nothing, at no other time. */
export async function signInCustomer(
  context: Context,
  { email, password, transport }: CustomerSignInInput,
): Promise<SessionGrant | Fault> {
  const { accounts, audit, customers, rateLimits, pseudonym, request, sessions } = context;
  const address = readEmail(email) ?? email.trim().toLowerCase();
  await rateLimits.signIn(request, address);
  const soonest = refusalTime();
  const began = await sessions.clock();
  const customer = await customers.find(address, password);
  if (customer) {
    const account = await accounts.ofCustomer(customer.id);
    await customers.tie(account, customer);
    return openFor(context, account, customer, transport, began, address);
  }

  const detail = { email: pseudonym(address), address: pseudonym(request.client.address ?? '') };
  await audit.record({ action: 'account.sign_in_failed', requestId: request.id, detail, outcome: 'FAILED' });
  await soonest;
  return notAccepted();
}

/** Changes the password of the customer who asks, ends all sessions but the one that asks, and says how many. */
export async function changePassword(
  context: Context,
  { currentPassword, newPassword }: CustomerPasswordUpdateInput,
): Promise<{ endedSessions: number } | Fault> {
  const { accounts, customers, rateLimits, request, sessions } = context;
  const owner = ownerOf(context);
  const { account } = owner;
  const next = readPassword(newPassword, 'newPassword');
  if (typeof next !== 'string') return next;
  await rateLimits.changePassword(request, account);
  if (!(await customers.changePassword(account, currentPassword, next))) {
    await accounts.record({ account, action: 'password.refused', outcome: 'FAILED' });
    return fault('NOT_ACCEPTED', 'This is not the password.', ['input', 'currentPassword']);
  }
  await accounts.record({ account, action: 'password.changed' });
  const current = 'session' in request.viewer ? request.viewer.session : undefined;
  return { endedSessions: await sessions.endAll(owner, current) };
}

/**
 * Opens a session of the account that is tied to a customer, in place of the one that asks, where that is of the same
 * account. No session is opened where the customer has ended all of them since `began`: the password may be an old one.
 */
export async function openFor(
  context: Context,
  account: string,
  customer: KnownCustomer,
  transport: CustomerSignInInput['transport'],
  began: number,
  email: string,
): Promise<SessionGrant | Fault> {
  const { accounts, request, sessions } = context;
  const proof: Proof = { kind: 'CUSTOMER', account, customer: customer.id, methods: ['pwd'] };
  const grant = await grantSession(
    context,
    proof,
    transport,
    async (session) => {
      if (await sessions.wereEndedSince(customer.id, began)) return false;
      await accounts.record({ account, action: 'session.opened', detail: { method: 'pwd', session } });
      const { viewer } = request;
      if (viewer.kind !== 'ANONYMOUS' && viewer.account === account) await sessions.end(account, viewer.session);
      return true;
    },
    [email],
  );
  return grant ?? notAccepted();
}
