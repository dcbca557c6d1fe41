import type { CustomerResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { findCustomer } from '../customers/customers.ts';
import type { CustomerRow } from '../rows.ts';

/** A customer. The resolvers run only for a request of that customer. */
export const Customer: ResolversOver<CustomerRow, CustomerResolvers> = {
  __resolveReference: ({ id }, { account, request }) => findCustomer(id, request.viewer, account),
  isEmailVerified: async (_, _args, { account }) => (await account.emailVerifiedAt()) !== null,
  emailVerifiedAt: (_, _args, { account }) => account.emailVerifiedAt(),
  addresses: ({ id }, args, { account }) => account.addresses(id, args),
  orders: (_, args, { orders }) => orders.listOwn(args),
};
