import type { Fetch } from '#gateway/execution/executor.ts';

/** Records nothing. */
export const withAudit = (fetch: Fetch): Fetch => fetch;
