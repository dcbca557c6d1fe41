import type { CustomerResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { findCustomer } from '../customers/customers.ts';
import type { CustomerRow } from '../rows.ts';

/** Someone who buys. Only they themselves ever come this far. */
export const Customer: ResolversOver<CustomerRow, CustomerResolvers> = {
  __resolveReference: ({ id }, { own, request }) => findCustomer(id, request.viewer, own),
  isEmailVerified: async (_, _args, { own }) => (await own.emailVerifiedAt()) !== null,
  emailVerifiedAt: (_, _args, { own }) => own.emailVerifiedAt(),
  addresses: ({ id }, args, { own }) => own.addresses(id, args),
  orders: (_, args, { orders }) => orders.own(args),
};
