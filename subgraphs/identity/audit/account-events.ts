import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { Ask } from '#kit/stores/postgres.ts';
import { type NewEvent, recordEvent } from './audit-log.ts';

/** Something that happened to an account. */
export type AccountEvent = Pick<NewEvent, 'action' | 'detail' | 'outcome'> & { account: string };

/** Writes down what happened to accounts in one request; asked within a transaction, only if the rest of it counts too. */
export type EventRecorder = (ask: Ask, event: AccountEvent) => Promise<void>;

/** The recorder of a request; it names the curator who sent it. */
export const eventRecorder =
  ({ id, viewer }: Pick<SubgraphRequest, 'id' | 'viewer'>): EventRecorder =>
  (ask, { account, ...event }) =>
    recordEvent(ask, { ...event, accountId: account, requestId: id, ...curatorAsking(viewer) });

/** Writes down what was done for the house, by a curator or at its machine; asked within a transaction as above. */
export type ActionRecorder = (ask: Ask, deed: Pick<NewEvent, 'action' | 'detail'>) => Promise<void>;

/** The recorder of what the curator does who sent a request. */
export const actionRecorder =
  ({ id, viewer }: SubgraphRequest): ActionRecorder =>
  (ask, deed) =>
    recordEvent(ask, { ...deed, requestId: id, ...curatorAsking(viewer) });

const curatorAsking = (viewer: Viewer) => (viewer.kind === 'CURATOR' ? { curatorId: viewer.id } : {});
