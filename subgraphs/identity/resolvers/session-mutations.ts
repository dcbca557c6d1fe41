import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { changePassword, signInCustomer } from '../customer-sign-in.ts';
import { sendVerification, verifyEmail } from '../customers/email-proof.ts';
import { requestPasswordReset, resetPassword } from '../customers/password-reset.ts';
import { signUpCustomer } from '../customers/sign-up.ts';
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
    const begun = await signUpCustomer(context, input);
    return isFault(begun) ? { isPending: false, ...begun } : { ...begun, userErrors: [] };
  },

  customerEmailVerify: async (_, { input }, context) => {
    const verified = await verifyEmail(context, input);
    return isFault(verified) ? { isVerified: false, ...verified } : { ...verified, userErrors: [] };
  },

  customerEmailVerificationSend: async (_, _args, context) => {
    const sent = await sendVerification(context);
    return isFault(sent) ? { isSent: false, ...sent } : { ...sent, userErrors: [] };
  },

  customerPasswordResetRequest: async (_, { input }, context) => {
    const requested = await requestPasswordReset(context, input);
    return isFault(requested) ? { isRequested: false, ...requested } : { ...requested, userErrors: [] };
  },

  customerPasswordReset: async (_, { input }, context) => {
    const reset = await resetPassword(context, input);
    return isFault(reset) ? reset : { ...reset, userErrors: [] };
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
