import type { ContextOf } from '#kit/subgraph.ts';

/** What one request carries. Who is asking stands in the request itself; the gateway has found that out. */
export type Context = ContextOf<object>;
