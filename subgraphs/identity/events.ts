import type { Ask } from '#kit/postgres.ts';
import { type NewEvent, recordEvent } from './audit.ts';

/** Something that happened to an account. */
export type AccountEvent = Pick<NewEvent, 'action' | 'detail' | 'outcome'> & { account: string };

/** Writes down what happened to accounts in one request; asked within a transaction, only if the rest of it counts too. */
export type Recorder = (ask: Ask, event: AccountEvent) => Promise<void>;

/** The recorder of the request with this id. */
export const recorderOf =
  (requestId: string): Recorder =>
  (ask, { account, ...event }) =>
    recordEvent(ask, { ...event, accountId: account, requestId });
