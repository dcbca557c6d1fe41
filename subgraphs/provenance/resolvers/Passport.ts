import type { PassportResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Passport as Row } from '../ledger/records.ts';

export const Passport: ResolversOver<Row, PassportResolvers> = {
  __resolveReference: (reference, { loaders }) => loaders.passportById.load(referenceId(reference)),
  events: async ({ id, eventCount }, args, { loaders }) => {
    const page = readKeyPage(['Passport.events', id], args, ['count']);
    const events = await loaders.passportEvents.load({ id, page });
    return keyConnection(events, page, eventCount, ({ index }) => [index]);
  },
};
