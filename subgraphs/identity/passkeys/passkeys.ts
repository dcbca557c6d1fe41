import type { Context } from '../context.ts';
import { type Fault, fault } from '../faults.ts';
import { readName } from '../names.ts';
import { accountOf, forgetCookie } from '../sessions/viewers.ts';
import type { Passkey } from './credentials.ts';

/** The id of a passkey in the graph. */
export const passkeyIdOf = ({ credentialId }: Passkey) => `${prefix}${credentialId}`;

/** Gives a passkey of the customer or curator who asks another name. */
export async function renamePasskey(context: Context, id: string, given: string): Promise<Passkey | Fault> {
  const name = readName(given, 100);
  if (name === undefined) return fault('INVALID', 'Must have 1 to 100 characters.', ['name']);
  const credentialId = credentialIdOf(id);
  const passkey = credentialId && (await context.credentials.rename(accountOf(context), credentialId, name));
  return passkey || notFound();
}

/** Revokes a passkey of the customer or curator who asks, and ends the sessions it opened; of a curator, all others too. */
export async function revokePasskey(
  context: Context,
  id: string,
): Promise<{ revokedId: string; credentialId: string } | Fault> {
  const { credentials } = context;
  const account = accountOf(context);
  const credentialId = credentialIdOf(id);
  if (!credentialId) return notFound();
  let isOver = false;
  const outcome = await credentials.revoke(account, credentialId, async () => {
    isOver = await endOpenedBy(context, account, credentialId);
  });
  switch (outcome) {
    case 'REVOKED':
      if (isOver) forgetCookie(context);
      return { revokedId: id, credentialId };
    case 'NOT_FOUND':
      return notFound();
    case 'LAST_PASSKEY':
      return fault(outcome, 'The last passkey stays while there are no recovery codes.', ['id']);
    case 'RECOVERY_COOLDOWN':
      return fault(outcome, 'For 24 hours after a recovery, passkeys from before it stay.', ['id']);
  }
}

/** Ends the sessions that a passkey opened, and says whether the one that asks is among them. */
async function endOpenedBy(
  { request: { viewer }, curators, curatorSessions, sessions }: Context,
  account: string,
  credentialId: string,
): Promise<boolean> {
  if (viewer.kind !== 'CURATOR') {
    const ended = await sessions.endOpenedBy(account, credentialId);
    return 'session' in viewer && ended.includes(viewer.session);
  }
  const isOver = (await curatorSessions.credentialOf(viewer.session)) === credentialId;
  const generation = await curators.endSessions(viewer.id);
  if (!isOver && typeof generation === 'number') await curatorSessions.moveTo(viewer.session, generation);
  return isOver;
}

const prefix = 'psk_';

const notFound = () => fault('NOT_FOUND', 'There is no such passkey.', ['id']);

/** The credential of a passkey's id; undefined for what cannot be one. */
function credentialIdOf(id: string): string | undefined {
  const credentialId = id.slice(prefix.length);
  return id.startsWith(prefix) && /^[\w-]{1,1364}$/.test(credentialId) ? credentialId : undefined;
}
