import type { AuditEventResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { AuditEvent as Row } from '../audit/audit-log.ts';

export const AuditEvent: ResolversOver<Row, AuditEventResolvers> = {
  nodeId: ({ id }) => id,
};
