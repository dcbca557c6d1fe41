import type { Cors } from '#gateway/http/cors.ts';

/** No page of another origin may call the graph. */
export const cors = (): Cors => ({ headersFor: () => [], answerPreflight: async () => false });
