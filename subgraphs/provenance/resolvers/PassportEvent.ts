import type { PassportEventResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { PassportEvent as Row } from '../ledger/passport.ts';

/** An entry is known by its hash, which covers the id of its passport and the entry before it. */
export const PassportEvent: ResolversOver<Row, PassportEventResolvers> = {
  id: ({ hash }) => `passevent_${hash}`,
};
