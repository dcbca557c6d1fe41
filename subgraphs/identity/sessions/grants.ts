import { randomBytes } from 'node:crypto';
import type { SessionTransport } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { type CustomerSession, longestSession, sessionPrefix } from '#kit/graph/session.ts';
import { accountSubject } from '../rate-limits.ts';
import type { DeviceHistory } from './device-history.ts';
import { deviceLifetime, type KnownDeviceStore } from './known-devices.ts';
import type { Session, SessionStore } from './sessions.ts';
import type { TokenIssuer } from './tokens.ts';
import { describeDevice } from './user-agent.ts';

/** A new session. `token` is null when the browser receives it as a cookie. */
export interface SessionGrant {
  session: Session;
  token: string | null;
  /** Identifies the device in later requests; null when the browser receives it as a cookie. */
  deviceToken: string | null;
}

/** The authenticated customer, and the methods of authentication. */
export type Authentication = Pick<CustomerSession, 'kind' | 'account' | 'customer' | 'methods' | 'credential'>;

/** The services for registering a known device. */
export interface KnownDeviceServices {
  knownDevices: KnownDeviceStore;
  request: SubgraphRequest;
}

/** The services for opening a customer's session. */
export interface SessionServices extends KnownDeviceServices {
  deviceHistory: DeviceHistory;
  sessions: SessionStore;
  tokens: TokenIssuer;
}

/**
 * Opens a session and delivers it as a cookie or as a token. `confirm` is called after the session is open and before it is
 * delivered: unless it resolves to true, the session is ended and the result is undefined. The device becomes a known device
 * of the account and of the e-mail addresses in `signedInWith`.
 */
export async function grantSession(
  services: SessionServices,
  authentication: Authentication,
  transport: SessionTransport | undefined,
  confirm: (session: string) => Promise<boolean>,
  signedInWith: readonly string[] = [],
): Promise<SessionGrant | undefined> {
  const { deviceHistory, request, sessions, tokens } = services;
  const now = Math.floor(Date.now() / 1000);
  const device = describeDevice(request.client.userAgent);
  const { country } = request.market;
  const session: CustomerSession = {
    ...authentication,
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
  await deviceHistory.recordSignIn(session.account);
  const granted = { ...session, lastSeenAt: now };
  const subjects = [accountSubject(authentication.account), ...signedInWith];
  const deviceToken = await rememberDevice(services, transport, subjects);
  if (transport === 'BEARER') return { session: granted, token, deviceToken };
  request.cookies.push({ kind: 'CUSTOMER', token, maxAge: longestSession });
  return { session: granted, token: null, deviceToken };
}

/**
 * Registers the request's device as a known device of these subjects (see `known-devices.ts`). Returns its token for the
 * transport `BEARER`; otherwise sets it as a cookie and returns null.
 */
export async function rememberDevice(
  { knownDevices, request }: KnownDeviceServices,
  transport: SessionTransport | undefined,
  subjects: readonly string[],
): Promise<string | null> {
  const token = await knownDevices.remember(request.client.device, subjects);
  if (transport === 'BEARER') return token;
  request.cookies.push({ kind: 'DEVICE', token, maxAge: deviceLifetime });
  return null;
}
