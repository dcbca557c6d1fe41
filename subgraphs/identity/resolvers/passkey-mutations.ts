import type { MutationResolvers } from '#generated/identity.ts';
import { payload, payloadOfFields } from '#kit/graph/result.ts';
import { renamePasskey, revokePasskey } from '../passkeys/passkeys.ts';
import { beginRegistration, finishRegistration } from '../passkeys/registration.ts';
import { beginSignIn, finishSignIn } from '../passkeys/sign-in.ts';

export const passkeyMutations = {
  passkeyRegistrationBegin: async (_, { input }, context) =>
    payload('options', await beginRegistration(context, input?.displayName)),

  passkeyRegistrationFinish: async (_, { input }, context) => payloadOfFields(await finishRegistration(context, input)),

  passkeySignInBegin: async (_, _args, context) => ({ options: await beginSignIn(context) }),

  passkeySignInFinish: async (_, { input }, context) => payload('grant', await finishSignIn(context, input)),

  passkeyRename: async (_, { id, name }, context) => payload('passkey', await renamePasskey(context, id, name)),

  passkeyRevoke: async (_, { id }, context) => payloadOfFields(await revokePasskey(context, id)),
} satisfies MutationResolvers;
