import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { createCurator, resetCurator, updateScopes } from '../curators/administration.ts';
import { changeCuratorPassword, signInCurator } from '../curators/sign-in.ts';
import { isFault } from '../faults.ts';
import type { NewKey } from '../key-rules.ts';

export const curatorMutations = {
  curatorSignIn: async (_, { input }, context) => {
    const grant = await signInCurator(context, input);
    return isFault(grant) ? grant : { grant, userErrors: [] };
  },

  curatorPasswordUpdate: (_, { input }, context) => changeCuratorPassword(context, input),

  curatorCreate: async (_, { input }, context) => {
    const made = await createCurator(context, input);
    return isFault(made) ? made : { ...made, userErrors: [] };
  },

  curatorScopesUpdate: async (_, { id, scopes }, context) => {
    const curator = await updateScopes(context, id, scopes);
    return isFault(curator) ? curator : { curator, userErrors: [] };
  },

  curatorReset: async (_, { id }, context) => {
    const reset = await resetCurator(context, id);
    return isFault(reset) ? reset : { ...reset, userErrors: [] };
  },

  curatorSessionsRevoke: async (_, { id }, { curators }) => {
    const ended = await curators.endSessions(id);
    return typeof ended === 'number' ? { curator: await curators.byId.load(id), userErrors: [] } : ended;
  },

  partnerCreate: async (_, { input }, { partners }) => {
    const partner = await partners.create(input.name, input.contactEmail);
    return isFault(partner) ? partner : { partner, userErrors: [] };
  },

  partnerUpdate: async (_, { id, input }, { partners }) => {
    const partner = await partners.setContact(id, input.contactEmail ?? null);
    return isFault(partner) ? partner : { partner, userErrors: [] };
  },

  partnerKeyCreate: async (_, { input }, { partnerKeys }) => {
    // What has a default in the schema is always there.
    const made = await partnerKeys.create(input as NewKey);
    return isFault(made) ? made : { ...made, userErrors: [] };
  },

  partnerKeyRevoke: async (_, { id }, { partnerKeys }) => {
    const key = await partnerKeys.revoke(id);
    return isFault(key) ? key : { key, userErrors: [] };
  },

  auditEventRecord: async (_, { input }, { audit }) => {
    await audit.mutation(input);
    return true;
  },
} satisfies MutationResolvers<Context>;
