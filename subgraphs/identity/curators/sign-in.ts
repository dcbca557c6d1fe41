import type { CuratorPasswordUpdateInput, CuratorSignInInput, SessionTransport } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { Context } from '../context.ts';
import { readPassword, refusalTime } from '../customers/passwords.ts';
import { type Fault, fault, notAccepted } from '../faults.ts';
import { accountSubject, curatorSubject } from '../rate-limits.ts';
import { isSecretOf, unknownAccountHash } from '../secret-hash.ts';
import { deviceOf } from '../sessions/device.ts';
import { rememberDevice, type SessionGrant } from '../sessions/grants.ts';
import type { CuratorAccess } from './curators.ts';
import type { CuratorSignIn } from './sessions.ts';

/**
 * Signs in a curator with a password, and opens a session. A curator who has a passkey signs in with that alone, so that
 * a stolen password opens nothing. Every refusal has the same answer after the same time.
 */
export async function signInCurator(
  context: Context,
  { email, password, transport }: CuratorSignInInput,
): Promise<SessionGrant | Fault> {
  const { audit, curators, rateLimits, pseudonym, request } = context;
  const address = readEmail(email) ?? email.trim().toLowerCase();
  await rateLimits.curator(request, address);
  const soonest = refusalTime();
  const known = await curators.credentials({ email: address });
  const isRight = await isSecretOf(known?.passwordHash ?? unknownAccountHash, password.normalize('NFC'));
  if (!known || !isRight || known.hasPasskey) {
    const detail = { email: pseudonym(address), address: pseudonym(request.client.address ?? '') };
    await audit.record({ action: 'curator.sign_in_failed', requestId: request.id, detail, outcome: 'FAILED' });
    await soonest;
    return notAccepted();
  }
  return openCuratorSession(context, known, { methods: ['pwd'] }, transport, [curatorSubject(address)]);
}

/** Opens a session of a curator, in place of the one that asks where that is theirs too. */
export async function openCuratorSession(
  context: Context,
  { id, account, generation }: Pick<CuratorAccess, 'account' | 'generation'> & { id: string },
  proof: Pick<CuratorSignIn, 'methods' | 'credential'>,
  transport: SessionTransport | undefined,
  signedInWith: readonly string[] = [],
): Promise<SessionGrant> {
  const { audit, curatorSessions, request } = context;
  const seen = { device: deviceOf(request.client.userAgent), country: request.market.country };
  const { token, maxAge, session } = await curatorSessions.open({ ...proof, ...seen, curator: id, generation });
  const detail = { session: session.id, methods: session.methods };
  await audit.record({ action: 'curator.signed_in', curatorId: id, requestId: request.id, detail });
  const { viewer } = request;
  if (viewer.kind === 'CURATOR' && viewer.id === id) await curatorSessions.end(id, viewer.session);
  const deviceToken = await rememberDevice(context, transport, [accountSubject(account), ...signedInWith]);
  if (transport === 'BEARER') return { session, token, deviceToken };
  request.cookies.push({ kind: 'CURATOR', token, maxAge });
  return { session, token: null, deviceToken };
}

/** Changes the password of the curator who asks, and ends their other sessions. */
export async function changeCuratorPassword(
  { curatorSessions, curators, rateLimits, request }: Context,
  { currentPassword, newPassword }: CuratorPasswordUpdateInput,
): Promise<Fault> {
  const { viewer } = request;
  if (viewer.kind !== 'CURATOR' || viewer.account === undefined) return notAccepted();
  const next = readPassword(newPassword, 'newPassword');
  if (typeof next !== 'string') return next;
  await rateLimits.changePassword(request, viewer.id);
  const known = await curators.credentials({ account: viewer.account });
  if (!known || !(await isSecretOf(known.passwordHash, currentPassword.normalize('NFC')))) {
    return fault('NOT_ACCEPTED', 'This is not the password.', ['input', 'currentPassword']);
  }
  const generation = await curators.setPassword(viewer.id, next);
  if (generation !== undefined) await curatorSessions.moveTo(viewer.session, generation);
  return { userErrors: [] };
}
