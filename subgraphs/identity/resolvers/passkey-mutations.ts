import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { isFault } from '../faults.ts';
import { renamePasskey, revokePasskey } from '../passkeys.ts';
import { beginRegistration, finishRegistration } from '../registration.ts';
import { beginSignIn, finishSignIn } from '../sign-in.ts';

export const passkeyMutations = {
  passkeyRegistrationBegin: async (_, { input }, context) => {
    const options = await beginRegistration(context, input?.displayName);
    return isFault(options) ? options : { options, userErrors: [] };
  },

  passkeyRegistrationFinish: async (_, { input }, context) => {
    const registered = await finishRegistration(context, input);
    return isFault(registered) ? registered : { ...registered, userErrors: [] };
  },

  passkeySignInBegin: async (_, _args, context) => ({ options: await beginSignIn(context) }),

  passkeySignInFinish: async (_, { input }, context) => {
    const grant = await finishSignIn(context, input);
    return isFault(grant) ? grant : { grant, userErrors: [] };
  },

  passkeyRename: async (_, { id, name }, context) => {
    const passkey = await renamePasskey(context, id, name);
    return isFault(passkey) ? passkey : { passkey, userErrors: [] };
  },

  passkeyRevoke: async (_, { id }, context) => {
    const revoked = await revokePasskey(context, id);
    return isFault(revoked) ? revoked : { ...revoked, userErrors: [] };
  },
} satisfies MutationResolvers<Context>;
