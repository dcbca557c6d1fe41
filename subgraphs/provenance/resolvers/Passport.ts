import type { PassportResolvers } from '#generated/provenance.ts';
import { connection, readPage } from '#kit/connection.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Passport as Row } from '../records.ts';

export const Passport: ResolversOver<Row, PassportResolvers<Context, Row>> = {
  events: async ({ id, eventCount }, args, { loaders }) => {
    const page = readPage(args);
    return connection(await loaders.passportEvents.load({ id, page }), page, eventCount);
  },
};
