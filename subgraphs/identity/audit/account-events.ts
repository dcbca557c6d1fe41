import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import { type NewEvent, recordEvent } from './audit-log.ts';

/** An audit event about an account. */
export type AccountEvent = Pick<NewEvent, 'action' | 'detail' | 'outcome'> & { account: string };

/** Records account events of one request. With the `query` of a transaction, the event is stored only if the transaction commits. */
export type EventRecorder = (query: RunQuery, event: AccountEvent) => Promise<void>;

/** Creates the recorder of a request; events name the request and its curator, if any. */
export const eventRecorder =
  ({ id, viewer }: Pick<SubgraphRequest, 'id' | 'viewer'>): EventRecorder =>
  (query, { account, ...event }) =>
    recordEvent(query, { ...event, accountId: account, requestId: id, ...curatorOf(viewer) });

/** Records administrative actions of a curator or a script. Transactions as for `EventRecorder`. */
export type ActionRecorder = (query: RunQuery, event: Pick<NewEvent, 'action' | 'detail'>) => Promise<void>;

/** Creates the recorder of a request's administrative actions; events name the request and its curator. */
export const actionRecorder =
  ({ id, viewer }: SubgraphRequest): ActionRecorder =>
  (query, event) =>
    recordEvent(query, { ...event, requestId: id, ...curatorOf(viewer) });

const curatorOf = (viewer: Viewer) => (viewer.kind === 'CURATOR' ? { curatorId: viewer.id } : {});
