import { randomBytes } from 'node:crypto';
import type { SessionTransport } from '#generated/identity.ts';
import { type CustomerSession, longestSession, sessionPrefix } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { Context } from '../context.ts';
import type { RelyingParty } from '../passkeys/verification.ts';
import { accountSubject } from '../rate-limits.ts';
import { deviceOf } from './device.ts';
import { deviceLifetime } from './known-devices.ts';
import type { Session } from './sessions.ts';

/** A session just opened, and its token where it is handed over as one. */
export interface SessionGrant {
  session: Session;
  token: string | null;
  /** The token by which the device is known from now on, where it is not kept as a cookie. */
  deviceToken: string | null;
}

/** Who has proved who they are, and how. */
export type Proof = Pick<CustomerSession, 'kind' | 'account' | 'customer' | 'methods' | 'credential'>;

/** The display name of accounts without a name. */
export const namelessIn = ({ name }: RelyingParty, owner?: SignedIn) =>
  `${name} ${owner?.kind === 'CURATOR' ? 'curator' : 'customer'}`;

/** The customer that an account is; made now where that failed so far. */
export async function customerOf(
  { accounts, customers, relyingParty }: Context,
  { account, customer }: { account: string; customer: string | null },
  name = namelessIn(relyingParty),
): Promise<string> {
  if (customer !== null) return customer;
  const made = await customers.create(account, name);
  await accounts.setCustomer(account, made);
  return made;
}

/**
 * Opens a session and hands it over, as a cookie or as a token. `confirm` is called once the session is open and
 * before it is handed over: unless it resolves to true, the session is ended and undefined is returned. The device is known
 * from then on for the account, and for the names in `signedInWith`.
 */
export async function grantSession(
  context: Context,
  proof: Proof,
  transport: SessionTransport | undefined,
  confirm: (session: string) => Promise<boolean>,
  signedInWith: readonly string[] = [],
): Promise<SessionGrant | undefined> {
  const { devices, request, sessions, tokens } = context;
  const now = Math.floor(Date.now() / 1000);
  const device = deviceOf(request.client.userAgent);
  const { country } = request.market;
  const session: CustomerSession = {
    ...proof,
    id: `${sessionPrefix}${randomBytes(16).toString('base64url')}`,
    scopes: ['account'],
    createdAt: now,
    authTime: now,
    expiresAt: now + longestSession,
    ...(device && { device }),
    ...(country && { country }),
  };
  const token = await tokens.issue(session);
  await sessions.open(session);
  let isConfirmed = false;
  try {
    isConfirmed = await confirm(session.id);
  } finally {
    if (!isConfirmed) await sessions.end(session.account, session.id);
  }
  if (!isConfirmed) return undefined;
  await devices.see(session.account);
  const granted = { ...session, lastSeenAt: now };
  const deviceToken = await rememberDevice(context, transport, [accountSubject(proof.account), ...signedInWith]);
  if (transport === 'BEARER') return { session: granted, token, deviceToken };
  request.cookies.push({ kind: 'CUSTOMER', token, maxAge: longestSession });
  return { session: granted, token: null, deviceToken };
}

/**
 * Makes the device known for these: see `known-devices.ts`. Gives its token for the transport `BEARER`, and has the browser
 * keep it otherwise.
 */
export async function rememberDevice(
  { knownDevices, request }: Context,
  transport: SessionTransport | undefined,
  subjects: readonly string[],
): Promise<string | null> {
  const token = await knownDevices.remember(request.client.device, subjects);
  if (transport === 'BEARER') return token;
  request.cookies.push({ kind: 'DEVICE', token, maxAge: deviceLifetime });
  return null;
}
