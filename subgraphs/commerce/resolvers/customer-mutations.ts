import type { MutationResolvers } from '#generated/commerce.ts';
import { payload, payloadOfFields } from '#kit/graph/result.ts';

/** Mutations of a customer's profile and address book. */
export const customerMutations = {
  customerUpdate: async (_, { input }, { account }) => payload('customer', await account.update(input)),
  customerAddressCreate: async (_, { input }, { account }) => payload('address', await account.addAddress(input)),
  customerAddressUpdate: async (_, { id, input }, { account }) =>
    payload('address', await account.updateAddress(id, input)),
  customerAddressDelete: async (_, { id }, { account }) => payloadOfFields(await account.deleteAddress(id)),
} satisfies MutationResolvers;
