import type { Store } from './database.ts';

/** The accounts of the house. */
export type Accounts = ReturnType<typeof accountsOver>;

export function accountsOver(_store: Store) {
  return {};
}
