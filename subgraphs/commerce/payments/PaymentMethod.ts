import type { PaymentMethod as Method, PaymentMethodResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { paymentMethodName } from '../texts/names.ts';

/** A way to pay. */
export const PaymentMethod: ResolversOver<Method, PaymentMethodResolvers> = {
  name: ({ code, name }, _, { request }) => paymentMethodName(code, name, request.market.language),
};
