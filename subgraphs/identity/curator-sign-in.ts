import type { CuratorSignInInput } from '#generated/identity.ts';
import { readEmail } from '#kit/email.ts';
import type { Context } from './context.ts';
import { deviceOf } from './device.ts';
import { type Fault, notAccepted } from './faults.ts';
import type { SessionGrant } from './grants.ts';
import { refusalTime } from './passwords.ts';

/** Signs in a curator with a password, and opens a session. Who is nobody's curator is told nothing, at no other time. */
export async function signInCurator(
  { audit, curators, gate, pseudonym, request, users }: Context,
  { email, password, transport }: CuratorSignInInput,
): Promise<SessionGrant | Fault> {
  const address = readEmail(email) ?? email.trim().toLowerCase();
  await gate.curator(request, address);
  const soonest = refusalTime();
  // Medusa knows its users by their address as it was typed when they were made.
  const typed = email.trim();
  const user =
    (await users.find(typed, password)) ?? (typed === address ? undefined : await users.find(address, password));
  if (!user) {
    const detail = { email: pseudonym(address), address: pseudonym(request.client.address ?? '') };
    await audit.record({ action: 'curator.sign_in_failed', requestId: request.id, detail, outcome: 'FAILED' });
    await soonest;
    return notAccepted();
  }

  const seen = { device: deviceOf(request.client.userAgent), country: request.market.country };
  const { token, maxAge, session } = await curators.open(user.id, user.scopes, seen);
  const detail = { session: session.id };
  await audit.record({ action: 'curator.signed_in', curatorId: user.id, requestId: request.id, detail });
  if (transport === 'BEARER') return { session, token };
  request.cookies.push({ kind: 'CURATOR', token, maxAge });
  return { session, token: null };
}
