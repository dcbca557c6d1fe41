import type { Executor } from '#gateway/execution/executor.ts';

/** Executes any number of operations at the same time. */
export const withConcurrencyLimit = (execute: Executor): Executor => execute;
