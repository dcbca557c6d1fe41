import type { MiddlewareRoute } from '@medusajs/framework/http';
import { useAnswerCache } from '../cache/answers';
import { limitStore } from './limit';

/** What every request to the store or to authentication passes first, in this order. */
export const commonRules: MiddlewareRoute[] = [
  { matcher: '/store*', middlewares: [limitStore, useAnswerCache] },
  { matcher: '/auth/customer*', middlewares: [limitStore] },
];
