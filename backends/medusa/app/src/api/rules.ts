import type { MiddlewareRoute } from '@medusajs/framework/http';
import { useAnswerCache } from '../cache/answers';
import { trustProxies } from './address';
import { limitToTools } from './admin/access';
import { keepClosed } from './auth/open-routes';
import { refuseNul } from './inputs';
import { limitStore } from './limit';
import { checkSession } from './sessions';

/** What every request passes first, in this order. */
export const commonRules: MiddlewareRoute[] = [
  { matcher: '/auth*', middlewares: [trustProxies, keepClosed, limitStore, refuseNul, checkSession] },
  { matcher: '/cloud*', middlewares: [keepClosed] },
  { matcher: '/admin*', middlewares: [trustProxies, checkSession, limitToTools] },
  { matcher: '/store*', middlewares: [trustProxies, limitStore, refuseNul, checkSession, useAnswerCache] },
];
