import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { changePassword, signInCustomer, signUpCustomer } from '../customer-sign-in.ts';
import { isFault } from '../faults.ts';
import { generateRecoveryCodes, signInByCode } from '../recovery.ts';
import { endSession, endSessions } from '../sign-out.ts';

export const sessionMutations = {
  recoveryCodesGenerate: async (_, _args, context) => ({ codes: await generateRecoveryCodes(context) }),

  recoverySignIn: async (_, { input }, context) => {
    const recovered = await signInByCode(context, input);
    return isFault(recovered) ? recovered : { ...recovered, userErrors: [] };
  },

  customerSignUp: async (_, { input }, context) => {
    const grant = await signUpCustomer(context, input);
    return isFault(grant) ? grant : { grant, userErrors: [] };
  },

  customerSignIn: async (_, { input }, context) => {
    const grant = await signInCustomer(context, input);
    return isFault(grant) ? grant : { grant, userErrors: [] };
  },

  customerPasswordUpdate: async (_, { input }, context) => {
    const changed = await changePassword(context, input);
    return isFault(changed) ? changed : { ...changed, userErrors: [] };
  },

  sessionRevoke: async (_, { id }, context) => {
    const ended = await endSession(context, id);
    return isFault(ended) ? ended : { ...ended, userErrors: [] };
  },

  sessionRevokeAll: async (_, { keepCurrent }, context) => ({ count: await endSessions(context, keepCurrent) }),
} satisfies MutationResolvers<Context>;
