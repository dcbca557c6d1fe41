import {
  getAuthContextFromJwtToken,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { Unavailable } from '../redis';
import { type Claims, endOfSession, endSession } from '../sessions';
import { readsAway } from './limit';

/** Whether a route is about the customer who asks, so that its answer to others would be wrong. */
const isPersonal = /^\/(auth|admin|store\/(customers|orders|carts|accounts))\b/;

/**
 * Refuses a request whose token or cookie names an ended session, with 401, on every route. While Redis is unavailable,
 * public reads are answered as to a client who has not signed in, and all else that comes with credentials is refused
 * with 503: credentials that cannot be checked open nothing.
 */
export async function checkSession(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const [inCookie, inToken] = [cookieClaims(req), tokenClaims(req)];
  const given = [inCookie, inToken].filter((claims) => claims !== undefined);
  if (given.length === 0) return next();
  try {
    const ends = await Promise.all(given.map(endOfSession));
    if (ends.every((end) => end !== undefined)) return next();
  } catch (error) {
    const isPublicRead = req.method === 'GET' && !isPersonal.test(req.originalUrl);
    if (!(error instanceof Unavailable) || !isPublicRead || inCookie || readsAway !== 'local') throw error;
    delete req.headers.authorization;
    delete (req as { auth_context?: unknown }).auth_context;
    return next();
  }
  throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'The session has ended; sign in again.');
}

/** Ends the session of a cookie that is given up, and with it the tokens of the same session. */
export async function endCookieSession(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const claims = cookieClaims(req);
  if (claims?.sid) await endSession(claims.sid);
  next();
}

function cookieClaims(req: MedusaRequest): Claims | undefined {
  const { session } = req as { session?: { auth_context?: Claims } };
  return session?.auth_context;
}

function tokenClaims(req: MedusaRequest): Claims | undefined {
  const { http } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const { authorization } = req.headers;
  const context = getAuthContextFromJwtToken(authorization, http.jwtSecret ?? '', ['bearer'], ['*']);
  return (context as Claims | null) ?? undefined;
}
