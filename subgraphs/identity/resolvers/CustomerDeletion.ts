import type { CustomerDeletionResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { AccountDeletion } from '../personal-data/deletion.ts';

export const CustomerDeletion: ResolversOver<AccountDeletion, CustomerDeletionResolvers> = {
  retained: (_deletion, _args, { taxRetentionYears }) => [
    { kind: 'ORDERS', years: taxRetentionYears },
    { kind: 'AUDIT_LOG', years: null },
  ],
};
