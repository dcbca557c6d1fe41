import type { CuratorPasswordUpdateInput, CuratorSignInInput, SessionTransport } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import { delayRefusal, readPassword } from '../customers/passwords.ts';
import { accountSubject, curatorSubject, type RateLimits } from '../rate-limits.ts';
import { type IdentityRefusal, type IdentityResult, notAccepted, refuse } from '../results.ts';
import { isSecretOf, unknownAccountHash } from '../secret-hash.ts';
import { type KnownDeviceServices, rememberDevice, type SessionGrant } from '../sessions/grants.ts';
import { describeDevice } from '../sessions/user-agent.ts';
import type { CuratorAccess, CuratorStore } from './curators.ts';
import type { CuratorSessionStore, CuratorSignIn } from './sessions.ts';

/** The services for opening a curator's session. */
export interface CuratorSessionServices extends KnownDeviceServices {
  audit: AuditLog;
  curatorSessions: CuratorSessionStore;
}

/** The services for signing in with a password. */
interface CuratorSignInServices extends CuratorSessionServices {
  curators: CuratorStore;
  pseudonymize: Pseudonymizer;
  rateLimits: RateLimits;
}

/**
 * Signs in a curator with a password and opens a session. A curator who has a passkey must use it: the password is refused,
 * so that a stolen password is useless. Every refusal returns the same error after the same delay, so that accounts cannot
 * be enumerated.
 */
export async function signInCurator(
  services: CuratorSignInServices,
  { email, password, transport }: CuratorSignInInput,
): Promise<IdentityResult<SessionGrant>> {
  const { audit, curators, rateLimits, pseudonymize, request } = services;
  const address = readEmail(email) ?? email.trim().toLowerCase();
  await rateLimits.curatorSignIn(request, address);
  const delay = delayRefusal();
  const known = await curators.credentials({ email: address });
  const isRight = await isSecretOf(known?.passwordHash ?? unknownAccountHash, password.normalize('NFC'));
  if (!known || !isRight || known.hasPasskey) {
    const detail = { email: pseudonymize(address), address: pseudonymize(request.client.address ?? '') };
    await audit.record({ action: 'curator.sign_in_failed', requestId: request.id, detail, outcome: 'FAILED' });
    await delay;
    return notAccepted();
  }
  return openCuratorSession(services, known, { methods: ['pwd'] }, transport, [curatorSubject(address)]);
}

/** Opens a session of a curator; a current session of the same curator ends. */
export async function openCuratorSession(
  services: CuratorSessionServices,
  { id, account, generation }: Pick<CuratorAccess, 'account' | 'generation'> & { id: string },
  authentication: Pick<CuratorSignIn, 'methods' | 'credential'>,
  transport: SessionTransport | undefined,
  signedInWith: readonly string[] = [],
): Promise<SessionGrant> {
  const { audit, curatorSessions, request } = services;
  const { token, maxAge, session } = await curatorSessions.open({
    ...authentication,
    device: describeDevice(request.client.userAgent),
    country: request.market.country,
    curator: id,
    generation,
  });
  const detail = { session: session.id, methods: session.methods };
  await audit.record({ action: 'curator.signed_in', curatorId: id, requestId: request.id, detail });
  const { viewer } = request;
  if (viewer.kind === 'CURATOR' && viewer.id === id) await curatorSessions.end(id, viewer.session);
  const deviceToken = await rememberDevice(services, transport, [accountSubject(account), ...signedInWith]);
  if (transport === 'BEARER') return { session, token, deviceToken };
  request.cookies.push({ kind: 'CURATOR', token, maxAge });
  return { session, token: null, deviceToken };
}

/** Changes the password of the viewer, a curator, and ends their other sessions. */
export async function changeCuratorPassword(
  services: Pick<CuratorSignInServices, 'curatorSessions' | 'curators' | 'rateLimits' | 'request'>,
  { currentPassword, newPassword }: CuratorPasswordUpdateInput,
): Promise<IdentityRefusal> {
  const { curatorSessions, curators, rateLimits, request } = services;
  const { viewer } = request;
  if (viewer.kind !== 'CURATOR' || viewer.account === undefined) return notAccepted();
  const next = readPassword(newPassword, 'newPassword');
  if (isRefused(next)) return next;
  await rateLimits.passwordChange(request, viewer.id);
  const known = await curators.credentials({ account: viewer.account });
  if (!known || !(await isSecretOf(known.passwordHash, currentPassword.normalize('NFC')))) {
    return refuse('NOT_ACCEPTED', 'currentPasswordWrong', ['input', 'currentPassword']);
  }
  const generation = await curators.setPassword(viewer.id, next);
  if (generation !== undefined) await curatorSessions.moveToGeneration(viewer.session, generation);
  return { userErrors: [] };
}
