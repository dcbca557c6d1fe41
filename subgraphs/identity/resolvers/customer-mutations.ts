import type { MutationResolvers } from '#generated/identity.ts';
import { payload, payloadOfFields } from '#kit/graph/result.ts';
import { sendVerification, verifyEmail } from '../customers/email-verification.ts';
import { requestPasswordReset, resetPassword } from '../customers/password-reset.ts';
import { changePassword, signInCustomer } from '../customers/sign-in.ts';
import { signUpCustomer } from '../customers/sign-up.ts';

export const customerMutations = {
  customerSignUp: async (_, { input }, context) => ({
    isPending: false,
    ...payloadOfFields(await signUpCustomer(context, input)),
  }),

  customerEmailVerify: async (_, { input }, context) => ({
    isVerified: false,
    ...payloadOfFields(await verifyEmail(context, input)),
  }),

  customerEmailVerificationSend: async (_, _args, context) => ({
    isSent: false,
    ...payloadOfFields(await sendVerification(context)),
  }),

  customerPasswordResetRequest: async (_, { input }, context) => ({
    isRequested: false,
    ...payloadOfFields(await requestPasswordReset(context, input)),
  }),

  customerPasswordReset: async (_, { input }, context) => payloadOfFields(await resetPassword(context, input)),

  customerSignIn: async (_, { input }, context) => payload('grant', await signInCustomer(context, input)),

  customerPasswordUpdate: async (_, { input }, context) => payloadOfFields(await changePassword(context, input)),
} satisfies MutationResolvers;
