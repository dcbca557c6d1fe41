import type { ViewerResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Viewer as Row } from '#kit/graph/viewer.ts';
import { accountOf } from '../viewer.ts';

export const Viewer: ResolversOver<Row, ViewerResolvers> = {
  id: (viewer) => `viewer_${'id' in viewer ? viewer.id : 'anonymous'}`,
  curatorId: (viewer) => (viewer.kind === 'CURATOR' ? viewer.id : null),
  scopes: (viewer) => ('scopes' in viewer ? viewer.scopes.toSorted() : []),
  session: async (viewer, _, { curatorSessions, sessions }) => {
    if (viewer.kind === 'ANONYMOUS' || viewer.kind === 'PARTNER') return null;
    const owners = viewer.kind === 'CURATOR' ? curatorSessions : sessions;
    return (await owners.find(viewer.session)) ?? null;
  },
  customer: (viewer) => ('id' in viewer ? { id: viewer.id } : null),
  passkeys: (viewer, _, { credentials }) => credentials.list(accountOf(viewer)),
  sessions: (viewer, _, { sessions }) => sessions.list(accountOf(viewer)),
  recoveryCodesRemaining: (viewer, _, { recoveryCodes }) => recoveryCodes.remaining(accountOf(viewer)),
  wishlist: (viewer) => ({ account: accountOf(viewer) }),
  marketingConsent: (viewer, _, { consents }) => consents.history(accountOf(viewer)),
  quota: (_viewer, _, { request }) => request.quota ?? null,
  partner: (viewer, _, { partners }) => (viewer.kind === 'PARTNER' ? partners.byId.load(viewer.id) : null),
};
