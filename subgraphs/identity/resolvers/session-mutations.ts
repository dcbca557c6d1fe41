import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { sendVerification, verifyEmail } from '../customers/email-proof.ts';
import { requestPasswordReset, resetPassword } from '../customers/password-reset.ts';
import { changePassword, signInCustomer } from '../customers/sign-in.ts';
import { signUpCustomer } from '../customers/sign-up.ts';
import { payload, payloadOf } from '../faults.ts';
import { generateRecoveryCodes, signInByCode } from '../passkeys/recovery.ts';
import { endSession, endSessions } from '../sessions/sign-out.ts';

export const sessionMutations = {
  recoveryCodesGenerate: async (_, _args, context) => ({ codes: await generateRecoveryCodes(context) }),

  recoverySignIn: async (_, { input }, context) => payload(await signInByCode(context, input)),

  customerSignUp: async (_, { input }, context) => ({
    isPending: false,
    ...payload(await signUpCustomer(context, input)),
  }),

  customerEmailVerify: async (_, { input }, context) => ({
    isVerified: false,
    ...payload(await verifyEmail(context, input)),
  }),

  customerEmailVerificationSend: async (_, _args, context) => ({
    isSent: false,
    ...payload(await sendVerification(context)),
  }),

  customerPasswordResetRequest: async (_, { input }, context) => ({
    isRequested: false,
    ...payload(await requestPasswordReset(context, input)),
  }),

  customerPasswordReset: async (_, { input }, context) => payload(await resetPassword(context, input)),

  customerSignIn: async (_, { input }, context) => payloadOf('grant', await signInCustomer(context, input)),

  customerPasswordUpdate: async (_, { input }, context) => payload(await changePassword(context, input)),

  sessionRevoke: async (_, { id }, context) => payload(await endSession(context, id)),

  sessionRevokeAll: async (_, { keepCurrent }, context) => ({ count: await endSessions(context, keepCurrent) }),
} satisfies MutationResolvers<Context>;
