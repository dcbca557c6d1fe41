import type { PassportResolvers } from '#generated/provenance.ts';
import { connection, readPage } from '#kit/connection.ts';
import { referenceId } from '#kit/node.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Passport as Row } from '../records.ts';

export const Passport: ResolversOver<Row, PassportResolvers<Context, Row>> = {
  __resolveReference: (reference, { loaders }) => loaders.passportById.load(referenceId(reference)),
  events: async ({ id, eventCount }, args, { loaders }) => {
    const page = readPage(args);
    return connection(await loaders.passportEvents.load({ id, page }), page, eventCount);
  },
};
