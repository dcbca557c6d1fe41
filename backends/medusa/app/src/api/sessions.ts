import {
  getAuthContextFromJwtToken,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { Unavailable } from '../redis';
import { type Claims, endOfSession, endSession } from '../sessions';
import { readsWithoutRedis } from './rate-limits';

/** Routes whose response depends on the customer, so that they cannot be answered anonymously. */
const isPersonal = /^\/(auth|admin|store\/(customers|orders|carts|accounts))\b/;

/**
 * Refuses a request whose token or cookie belongs to an ended session, with 401, on every route. While Redis is unavailable,
 * credentials cannot be checked: public reads are answered as anonymous, and all other requests with credentials are refused
 * with 503.
 */
export async function checkSession(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const [inCookie, inToken] = [cookieClaims(req), tokenClaims(req)];
  const sentClaims = [inCookie, inToken].filter((claims) => claims !== undefined);
  if (sentClaims.length === 0) return next();
  try {
    const ends = await Promise.all(sentClaims.map(endOfSession));
    if (ends.every((end) => end !== undefined)) return next();
  } catch (error) {
    const isPublicRead = req.method === 'GET' && !isPersonal.test(req.originalUrl);
    if (!(error instanceof Unavailable) || !isPublicRead || inCookie || readsWithoutRedis !== 'local') throw error;
    delete req.headers.authorization;
    delete (req as { auth_context?: unknown }).auth_context;
    return next();
  }
  throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'The session has ended; sign in again.');
}

/** Ends the session of a cookie on sign-out, and with it all tokens of the same session. */
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
