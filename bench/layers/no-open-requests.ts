import type { OpenRequests } from '#gateway/limits/open-requests.ts';

/** Admits any number of requests. */
export const limitOpenRequests = (): OpenRequests => ({ admit: () => true });
