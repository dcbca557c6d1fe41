import type { MutationResolvers } from '#generated/identity.ts';
import { isRefused, payload, payloadOfFields } from '#kit/graph/result.ts';
import { updateMarketingConsent } from '../consent/consent.ts';
import { unsubscribe } from '../mail/unsubscribe.ts';
import { confirmStockNotice, requestStockNotice } from '../notices/stock-notices.ts';

export const noticeMutations = {
  marketingConsentUpdate: async (_, { input }, context) =>
    payload('consent', await updateMarketingConsent(context, input)),

  stockNoticeCreate: async (_, { input }, context) => ({
    isRequested: false,
    ...payloadOfFields(await requestStockNotice(context, input)),
  }),

  stockNoticeConfirm: async (_, { token }, context) => {
    const confirmed = await confirmStockNotice(context, token);
    return isRefused(confirmed) ? confirmed : { variant: { nodeId: confirmed.variantId }, userErrors: [] };
  },

  mailUnsubscribe: async (_, { token }, context) => payloadOfFields(await unsubscribe(context, token)),
} satisfies MutationResolvers;
