import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { CuratorSessionStore } from '../curators/sessions.ts';
import type { AccountStore } from '../customers/accounts.ts';
import { type IdentityResult, refuse } from '../results.ts';
import { accountOf, currentSession, ownerOf } from '../viewer.ts';
import type { SessionStore } from './sessions.ts';

/** The services for ending customers' sessions. */
interface SignOutServices {
  accounts: AccountStore;
  request: SubgraphRequest;
  sessions: SessionStore;
}

/** Ends one of the viewer's sessions: `id`, or the current one. It is invalid from the next request on. */
export async function endSession(
  services: SignOutServices & { audit: AuditLog; curatorSessions: CuratorSessionStore },
  id?: string | null,
): Promise<IdentityResult<{ revokedId: string }>> {
  const { request, accounts, audit, curatorSessions, sessions } = services;
  const { viewer } = request;
  // Partners authenticate with a key, which only curators revoke.
  if (viewer.kind === 'ANONYMOUS' || viewer.kind === 'PARTNER') return notFound();
  const revokedId = id ?? viewer.session;
  const isCurrent = revokedId === viewer.session;
  const detail = { session: revokedId };
  if (viewer.kind === 'CURATOR') {
    if (!(await curatorSessions.end(viewer.id, revokedId))) return notFound();
    if (isCurrent) clearSessionCookie(request);
    await audit.record({ action: 'session.revoked', curatorId: viewer.id, requestId: request.id, detail });
  } else {
    const account = accountOf(viewer);
    if (!(await sessions.end(account, revokedId))) return notFound();
    if (isCurrent) clearSessionCookie(request);
    await accounts.record({ account, action: 'session.revoked', detail });
  }
  return { revokedId };
}

/**
 * Ends all sessions of the viewer's account, except the current one with `keepCurrent`, from the next request on. Sessions of
 * Medusa's REST API end as well. Returns the number of ended sessions of the graph.
 */
export async function endSessions(services: SignOutServices, keepCurrent: boolean): Promise<number> {
  const { request, accounts, sessions } = services;
  const owner = ownerOf(request.viewer);
  const count = await sessions.endAll(owner, keepCurrent ? currentSession(request.viewer) : undefined);
  if (!keepCurrent) clearSessionCookie(request);
  await accounts.record({ account: owner.account, action: 'session.revoked', detail: { count } });
  return count;
}

/** Deletes the browser's cookie of the current session, which has ended. */
export function clearSessionCookie({ viewer, cookies }: SubgraphRequest): void {
  cookies.push({ kind: viewer.kind === 'CURATOR' ? 'CURATOR' : 'CUSTOMER', token: null, maxAge: 0 });
}

const notFound = () => refuse('NOT_FOUND', 'noSuchSession', ['id']);
