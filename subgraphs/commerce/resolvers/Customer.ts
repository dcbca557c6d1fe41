import type { CustomerResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { findCustomer } from '../customers/customers.ts';
import type { CustomerRow } from '../rows.ts';

/** A customer. Each resolver runs for the customer themselves only. */
export const Customer: ResolversOver<CustomerRow, CustomerResolvers> = {
  __resolveReference: ({ id }, { account, request }) => findCustomer(id, request.viewer, account),
  isEmailVerified: async (_, _args, { account }) => (await account.emailVerifiedAt()) !== null,
  emailVerifiedAt: (_, _args, { account }) => account.emailVerifiedAt(),
  addresses: ({ id }, args, { account }) => account.addresses(id, args),
  orders: (_, args, { orders }) => orders.own(args),
};
