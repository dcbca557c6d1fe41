import type { ReturnResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ReturnRow } from '../orders/return-rows.ts';

/** A return of an order. */
export const Return: ResolversOver<ReturnRow, ReturnResolvers> = {
  label: async ({ label }, _, { signFile }) => label && { ...label, ...(await signFile(label.file)) },
};
