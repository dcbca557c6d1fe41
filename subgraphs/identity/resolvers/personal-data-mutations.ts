import type { MutationResolvers } from '#generated/identity.ts';
import { payload } from '#kit/graph/result.ts';
import { deleteAccount } from '../personal-data/deletion.ts';
import { exportData } from '../personal-data/export.ts';

export const personalDataMutations = {
  customerDataExport: async (_, _args, context) => payload('export', await exportData(context)),

  customerDelete: async (_, { input }, context) => payload('deletion', await deleteAccount(context, input)),
} satisfies MutationResolvers;
