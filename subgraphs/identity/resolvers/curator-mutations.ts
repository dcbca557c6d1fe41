import type { MutationResolvers } from '#generated/identity.ts';
import { isRefused, payload, payloadOfFields } from '#kit/graph/result.ts';
import { createCurator, resetCurator, updateScopes } from '../curators/administration.ts';
import { purgeCaches } from '../curators/cache-purge.ts';
import { changeCuratorPassword, signInCurator } from '../curators/sign-in.ts';
import type { NewKey } from '../partners/key-rules.ts';

export const curatorMutations = {
  curatorSignIn: async (_, { input }, context) => payload('grant', await signInCurator(context, input)),

  curatorPasswordUpdate: (_, { input }, context) => changeCuratorPassword(context, input),

  curatorCreate: async (_, { input }, context) => payloadOfFields(await createCurator(context, input)),

  curatorScopesUpdate: async (_, { id, scopes }, context) =>
    payload('curator', await updateScopes(context, id, scopes)),

  curatorReset: async (_, { id }, context) => payloadOfFields(await resetCurator(context, id)),

  curatorSessionsRevoke: async (_, { id }, { curators }) => {
    const ended = await curators.endSessions(id);
    return isRefused(ended) ? ended : { curator: await curators.byId.load(id), userErrors: [] };
  },

  cachePurge: async (_, { input }, context) => payload('purge', await purgeCaches(context, input)),

  partnerCreate: async (_, { input }, { partners }) =>
    payload('partner', await partners.create(input.name, input.contactEmail)),

  partnerUpdate: async (_, { id, input }, { partners }) =>
    payload('partner', await partners.setContact(id, input.contactEmail ?? null)),

  // The cast is safe: fields with a default in the schema are always set.
  partnerKeyCreate: async (_, { input }, { partnerKeys }) => payloadOfFields(await partnerKeys.create(input as NewKey)),

  partnerKeyRevoke: async (_, { id }, { partnerKeys }) => payload('key', await partnerKeys.revoke(id)),

  auditEventRecord: async (_, { input }, { audit }) => {
    await audit.mutation(input);
    return true;
  },
} satisfies MutationResolvers;
