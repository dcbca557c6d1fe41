import type { ContextOf } from '#kit/subgraph.ts';
import type { Accounts } from './accounts.ts';
import type { Sessions } from './sessions.ts';

/** What the room adds to a request. Who is asking stands in the request itself; the gateway has found that out. */
export interface Carried {
  accounts: Accounts;
  sessions: Sessions;
}

/** What one request carries. */
export type Context = ContextOf<Carried>;
