import type { QueryResolvers } from '#generated/identity.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';

export const curatorQueries = {
  partners: async (_, args, { partners }) => {
    const page = readKeyPage(['Query.partners'], args, ['text', 'text']);
    const [rows, count] = await Promise.all([partners.list(page), partners.count()]);
    return keyConnection(rows, page, count, ({ name, id }) => [name, id]);
  },

  partner: (_, { id }, { partners }) => partners.byId.load(id),

  partnerKeys: async (_, { prefix, ...args }, { partnerKeys }) => {
    if (prefix != null && prefix.length < 9) throw badInput('`prefix` has at least 9 characters.', 'prefix');
    const page = readKeyPage(['Query.partnerKeys', prefix], args, ['instant', 'text']);
    const [rows, count] = await Promise.all([partnerKeys.list(prefix ?? '', page), partnerKeys.count(prefix ?? '')]);
    return keyConnection(rows, page, count, ({ createdAt, id }) => [createdAt.getTime(), id]);
  },

  auditEvents: (_, { filter, ...args }, { audit }) => audit.page(filter ?? {}, args),

  curators: async (_, args, { curators }) => {
    const page = readKeyPage(['Query.curators'], args, ['instant', 'text']);
    const [rows, count] = await Promise.all([curators.list(page), curators.count()]);
    return keyConnection(rows, page, count, ({ createdAt, id }) => [createdAt.getTime(), id]);
  },

  curatorAccess: async (_, { id }, { curators }) => (await curators.access(id)) ?? null,

  partnerKeyGrant: async (_, { hash }, { partnerKeys }) => (await partnerKeys.grant(hash)) ?? null,

  partnerOrigins: (_, _args, { partnerKeys }) => partnerKeys.origins(),
} satisfies QueryResolvers;
