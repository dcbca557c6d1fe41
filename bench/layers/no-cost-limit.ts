import type { Executor } from '#gateway/execution/executor.ts';

/** Executes operations of any cost. */
export const withCostLimit = (execute: Executor): Executor => execute;
