import { refusalOf } from '#kit/graph/access.ts';
import { graphError } from '#kit/graph/errors.ts';
import type { SignedIn, Viewer } from '#kit/graph/viewer.ts';
import { curatorScope } from './curators/scopes.ts';
import type { Owner } from './sessions/sessions.ts';

/** Reference to a customer; the commerce subgraph owns the other fields. */
export interface CustomerReference {
  id: string;
}

/** Reference to an object of another subgraph, by the hidden key that all nodes have. */
export interface NodeReference {
  nodeId: string;
}

/**
 * The customer or curator who may manage passkeys; undefined for an anonymous viewer. Throws FORBIDDEN for partners,
 * BACKEND_UNAVAILABLE when the session could not be checked, and STEP_UP_REQUIRED when the viewer authenticated more than
 * `maxAge` seconds ago.
 */
export function passkeyOwner(viewer: Viewer, maxAge?: number): SignedIn | undefined {
  if (viewer.kind === 'ANONYMOUS' && !viewer.unchecked) return undefined;
  const refusal = refusalOf(
    { authenticated: true, scopes: [[['account'], [curatorScope]]], ...(maxAge && { maxAge }) },
    viewer,
  );
  if (refusal) throw refusal;
  return viewer as SignedIn;
}

/** The id of the viewer's account. Throws FORBIDDEN for viewers without an account. */
export function accountOf(viewer: Viewer): string {
  const account = viewer.kind === 'ANONYMOUS' ? undefined : viewer.account;
  if (account === undefined) throw graphError('FORBIDDEN', 'Only customers and curators have an account.');
  return account;
}

/** The ids of the viewer's account and customer. Throws FORBIDDEN for viewers without an account. */
export function ownerOf(viewer: Viewer): Owner {
  return { account: accountOf(viewer), customer: viewer.kind === 'ANONYMOUS' ? '' : viewer.id };
}

/** The session of the current request; undefined for an anonymous viewer. */
export function currentSession(viewer: Viewer): string | undefined {
  return viewer.kind === 'ANONYMOUS' ? undefined : viewer.session;
}
