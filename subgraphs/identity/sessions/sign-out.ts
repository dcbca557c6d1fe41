import type { Context } from '../context.ts';
import { type Fault, fault } from '../faults.ts';
import { accountOf, forgetCookie, ownerOf } from './viewers.ts';

/** Ends one of the viewer's sessions, the one that asks unless another is named, from the next request on. */
export async function endSession(context: Context, given?: string | null): Promise<{ revokedId: string } | Fault> {
  const { request, accounts, audit, curatorSessions, sessions } = context;
  const { viewer } = request;
  // A partner asks with a key: that is revoked by curators.
  if (viewer.kind === 'ANONYMOUS' || viewer.kind === 'PARTNER') return notFound();
  const revokedId = given ?? viewer.session;
  const isCurrent = revokedId === viewer.session;
  const detail = { session: revokedId };
  if (viewer.kind === 'CURATOR') {
    if (!(await curatorSessions.end(viewer.id, revokedId))) return notFound();
    if (isCurrent) forgetCookie(context);
    await audit.record({ action: 'session.revoked', curatorId: viewer.id, requestId: request.id, detail });
  } else {
    const account = accountOf(context);
    if (!(await sessions.end(account, revokedId))) return notFound();
    if (isCurrent) forgetCookie(context);
    await accounts.record({ account, action: 'session.revoked', detail });
  }
  return { revokedId };
}

/** Ends all sessions of the customer who asks, also at Medusa's REST, from the next request on, and says how many of the graph. */
export async function endSessions(context: Context, keepCurrent: boolean): Promise<number> {
  const { request, accounts, sessions } = context;
  const owner = ownerOf(context);
  const current = 'session' in request.viewer ? request.viewer.session : undefined;
  const count = await sessions.endAll(owner, keepCurrent ? current : undefined);
  if (!keepCurrent) forgetCookie(context);
  await accounts.record({ account: owner.account, action: 'session.revoked', detail: { count } });
  return count;
}

const notFound = () => fault('NOT_FOUND', 'There is no such session.', ['id']);
