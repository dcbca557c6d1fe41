import type { AuditEventResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { AuditEvent as Row } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';

export const AuditEvent: ResolversOver<Row, AuditEventResolvers<Context, Row>> = {
  nodeId: ({ id }) => id,
};
