import type { MutationResolvers } from '#generated/commerce.ts';
import { cartMutations } from './cart-mutations.ts';
import { customerMutations } from './customer-mutations.ts';
import { orderMutations } from './order-mutations.ts';

/** The mutations of commerce: carts, orders, and a customer's profile and address book. */
export const Mutation: Required<MutationResolvers> = { ...cartMutations, ...customerMutations, ...orderMutations };
