import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { createCurator, resetCurator, updateScopes } from '../curators/administration.ts';
import { changeCuratorPassword, signInCurator } from '../curators/sign-in.ts';
import { payload, payloadOf } from '../faults.ts';
import type { NewKey } from '../partners/key-rules.ts';

export const curatorMutations = {
  curatorSignIn: async (_, { input }, context) => payloadOf('grant', await signInCurator(context, input)),

  curatorPasswordUpdate: (_, { input }, context) => changeCuratorPassword(context, input),

  curatorCreate: async (_, { input }, context) => payload(await createCurator(context, input)),

  curatorScopesUpdate: async (_, { id, scopes }, context) =>
    payloadOf('curator', await updateScopes(context, id, scopes)),

  curatorReset: async (_, { id }, context) => payload(await resetCurator(context, id)),

  curatorSessionsRevoke: async (_, { id }, { curators }) => {
    const ended = await curators.endSessions(id);
    return typeof ended === 'number' ? { curator: await curators.byId.load(id), userErrors: [] } : ended;
  },

  partnerCreate: async (_, { input }, { partners }) =>
    payloadOf('partner', await partners.create(input.name, input.contactEmail)),

  partnerUpdate: async (_, { id, input }, { partners }) =>
    payloadOf('partner', await partners.setContact(id, input.contactEmail ?? null)),

  // What has a default in the schema is always there.
  partnerKeyCreate: async (_, { input }, { partnerKeys }) => payload(await partnerKeys.create(input as NewKey)),

  partnerKeyRevoke: async (_, { id }, { partnerKeys }) => payloadOf('key', await partnerKeys.revoke(id)),

  auditEventRecord: async (_, { input }, { audit }) => {
    await audit.mutation(input);
    return true;
  },
} satisfies MutationResolvers<Context>;
