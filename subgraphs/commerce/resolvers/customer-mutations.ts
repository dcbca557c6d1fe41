import type { MutationResolvers } from '#generated/commerce.ts';
import type { CustomerFault } from '../customers/customers.ts';
import type { CustomerAddressRow } from '../rows.ts';

/** Mutations of a customer's profile and address book. */
export const customerMutations = {
  customerUpdate: async (_, { input }, { own }) => {
    const result = await own.update(input);
    return result && 'userErrors' in result ? { customer: null, ...result } : { customer: result, userErrors: [] };
  },
  customerAddressCreate: async (_, { input }, { own }) => told(await own.addAddress(input)),
  customerAddressUpdate: async (_, { id, input }, { own }) => told(await own.updateAddress(id, input)),
  customerAddressDelete: async (_, { id }, { own }) => ({
    deletedId: null,
    userErrors: [],
    ...(await own.deleteAddress(id)),
  }),
} satisfies MutationResolvers;

function told(result: CustomerAddressRow | CustomerFault) {
  return 'userErrors' in result ? { address: null, ...result } : { address: result, userErrors: [] };
}
