import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { payload, payloadOf } from '../faults.ts';
import { renamePasskey, revokePasskey } from '../passkeys/passkeys.ts';
import { beginRegistration, finishRegistration } from '../passkeys/registration.ts';
import { beginSignIn, finishSignIn } from '../passkeys/sign-in.ts';

export const passkeyMutations = {
  passkeyRegistrationBegin: async (_, { input }, context) =>
    payloadOf('options', await beginRegistration(context, input?.displayName)),

  passkeyRegistrationFinish: async (_, { input }, context) => payload(await finishRegistration(context, input)),

  passkeySignInBegin: async (_, _args, context) => ({ options: await beginSignIn(context) }),

  passkeySignInFinish: async (_, { input }, context) => payloadOf('grant', await finishSignIn(context, input)),

  passkeyRename: async (_, { id, name }, context) => payloadOf('passkey', await renamePasskey(context, id, name)),

  passkeyRevoke: async (_, { id }, context) => payload(await revokePasskey(context, id)),
} satisfies MutationResolvers<Context>;
