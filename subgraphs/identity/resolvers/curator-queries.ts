import type { QueryResolvers } from '#generated/identity.ts';
import { connection, readPage } from '#kit/connection.ts';
import { badInput } from '#kit/errors.ts';
import type { Context } from '../context.ts';

export const curatorQueries = {
  partners: async (_, args, { partners }) => {
    const page = readPage(args);
    const [rows, count] = await Promise.all([partners.list(page), partners.count()]);
    return connection(rows, page, count);
  },

  partner: (_, { id }, { partners }) => partners.byId.load(id),

  partnerKeys: async (_, { prefix, ...args }, { partners }) => {
    if (prefix != null && prefix.length < 9) throw badInput('`prefix` has at least 9 characters.', 'prefix');
    const page = readPage(args);
    const [rows, count] = await Promise.all([partners.listKeys(prefix ?? '', page), partners.countKeys(prefix ?? '')]);
    return connection(rows, page, count);
  },

  auditEvents: async (_, { filter, ...args }, { audit }) => {
    const page = readPage(args);
    const [rows, count] = await Promise.all([audit.list(filter ?? {}, page), audit.count(filter ?? {})]);
    return connection(rows, page, count);
  },

  partnerKeyGrant: async (_, { hash }, { partners }) => (await partners.grant(hash)) ?? null,

  partnerOrigins: (_, _args, { partners }) => partners.origins(),
} satisfies QueryResolvers<Context>;
