import { isRefused } from '#kit/graph/result.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { CuratorStore } from '../curators/curators.ts';
import type { CuratorSessionStore } from '../curators/sessions.ts';
import { readName } from '../names.ts';
import { type IdentityResult, refuse } from '../results.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import { clearSessionCookie } from '../sessions/sign-out.ts';
import { accountOf, currentSession } from '../viewer.ts';
import type { CredentialStore, Passkey } from './credentials.ts';

/** The services for changing the viewer's passkeys. */
interface PasskeyServices {
  credentials: CredentialStore;
  request: SubgraphRequest;
}

/** The services for ending the sessions of a passkey. */
interface PasskeySessionServices {
  curators: CuratorStore;
  curatorSessions: CuratorSessionStore;
  request: SubgraphRequest;
  sessions: SessionStore;
}

/** The id of a passkey in the graph. */
export const passkeyIdOf = ({ credentialId }: Passkey) => `${prefix}${credentialId}`;

/** Renames a passkey of the viewer, a customer or curator. */
export async function renamePasskey(
  { credentials, request }: PasskeyServices,
  id: string,
  newName: string,
): Promise<IdentityResult<Passkey>> {
  const name = readName(newName, 100);
  if (name === undefined) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['name']);
  const credentialId = credentialIdOf(id);
  const passkey = credentialId && (await credentials.rename(accountOf(request.viewer), credentialId, name));
  return passkey || notFound();
}

/**
 * Revokes a passkey of the viewer and ends the sessions that were opened with it. When the viewer is a curator, all their
 * other sessions end as well.
 */
export async function revokePasskey(
  services: PasskeyServices & PasskeySessionServices,
  id: string,
): Promise<IdentityResult<{ revokedId: string; credentialId: string }>> {
  const { credentials, request } = services;
  const account = accountOf(request.viewer);
  const credentialId = credentialIdOf(id);
  if (!credentialId) return notFound();
  let currentSessionEnded = false;
  const outcome = await credentials.revoke(account, credentialId, async () => {
    currentSessionEnded = await endSessionsOpenedWith(services, account, credentialId);
  });
  switch (outcome) {
    case 'REVOKED':
      if (currentSessionEnded) clearSessionCookie(request);
      return { revokedId: id, credentialId };
    case 'NOT_FOUND':
      return notFound();
    case 'LAST_PASSKEY':
      return refuse(outcome, 'lastPasskey', ['id']);
    case 'RECOVERY_COOLDOWN':
      return refuse(outcome, 'recoveryCooldown', ['id']);
  }
}

/** Ends the sessions that were opened with a passkey. Returns whether the current session was one of them. */
async function endSessionsOpenedWith(
  { request: { viewer }, curators, curatorSessions, sessions }: PasskeySessionServices,
  account: string,
  credentialId: string,
): Promise<boolean> {
  if (viewer.kind !== 'CURATOR') {
    const ended = await sessions.endOpenedBy(account, credentialId);
    return ended.includes(currentSession(viewer) ?? '');
  }
  const isCurrent = (await curatorSessions.credentialOf(viewer.session)) === credentialId;
  const generation = await curators.endSessions(viewer.id);
  if (!isCurrent && !isRefused(generation)) await curatorSessions.moveToGeneration(viewer.session, generation);
  return isCurrent;
}

const prefix = 'psk_';

const notFound = () => refuse('NOT_FOUND', 'noSuchPasskey', ['id']);

/** The credential id in a passkey's id; undefined when the id is malformed. */
function credentialIdOf(id: string): string | undefined {
  const credentialId = id.slice(prefix.length);
  return id.startsWith(prefix) && /^[\w-]{1,1364}$/.test(credentialId) ? credentialId : undefined;
}
