import type { MiddlewareRoute } from '@medusajs/framework/http';
import { useQueryCache } from '../cache/query-cache';
import { requireTool } from './admin/access';
import { keepClosed } from './auth/open-routes';
import { trustProxies } from './client-address';
import { refuseNul } from './inputs';
import { limitStore } from './rate-limits';
import { checkSession } from './sessions';

/** The rules that every request passes first, in this order. */
export const commonRules: MiddlewareRoute[] = [
  { matcher: '/auth*', middlewares: [trustProxies, keepClosed, limitStore, refuseNul, checkSession] },
  { matcher: '/cloud*', middlewares: [keepClosed] },
  { matcher: '/admin*', middlewares: [trustProxies, checkSession, requireTool] },
  { matcher: '/store*', middlewares: [trustProxies, limitStore, refuseNul, checkSession, useQueryCache] },
];
