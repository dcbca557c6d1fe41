import type { SessionResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Session as Row } from '../sessions/sessions.ts';

export const Session: ResolversOver<Row, SessionResolvers> = {
  nodeId: ({ id }) => id,
  isCurrent: ({ id }, _, { request }) => 'session' in request.viewer && request.viewer.session === id,
  createdAt: ({ createdAt }) => dateOf(createdAt),
  authenticatedAt: ({ authTime }) => dateOf(authTime),
  lastSeenAt: ({ lastSeenAt }) => dateOf(lastSeenAt),
  expiresAt: ({ expiresAt }) => dateOf(expiresAt),
  countryCode: ({ country }) => country ?? null,
};

const dateOf = (seconds: number) => new Date(seconds * 1_000);
