import type { Executor } from '#gateway/execution/executor.ts';

/** Executes operations with any input values. */
export const withInputChecks = (execute: Executor): Executor => execute;
