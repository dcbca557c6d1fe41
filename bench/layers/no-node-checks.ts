import type { Executor } from '#gateway/execution/executor.ts';

/** Executes operations as they are. */
export const withNodeChecks = (execute: Executor): Executor => execute;
