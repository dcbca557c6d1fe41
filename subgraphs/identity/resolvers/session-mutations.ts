import type { MutationResolvers } from '#generated/identity.ts';
import { payloadOfFields } from '#kit/graph/result.ts';
import { generateRecoveryCodes, signInByCode } from '../passkeys/recovery.ts';
import { endSession, endSessions } from '../sessions/sign-out.ts';

export const sessionMutations = {
  recoveryCodesGenerate: async (_, _args, context) => ({ codes: await generateRecoveryCodes(context) }),

  recoverySignIn: async (_, { input }, context) => payloadOfFields(await signInByCode(context, input)),

  sessionRevoke: async (_, { id }, context) => payloadOfFields(await endSession(context, id)),

  sessionRevokeAll: async (_, { keepCurrent }, context) => ({ count: await endSessions(context, keepCurrent) }),
} satisfies MutationResolvers;
