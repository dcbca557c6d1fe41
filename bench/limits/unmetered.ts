import type { Executor } from '#gateway/executor.ts';

/** Executes operations of any cost. */
export const metered = (execute: Executor): Executor => execute;
