import type { IncomingMessage } from 'node:http';
import { graphError } from '#kit/graph/errors.ts';
import { curatorPrefix, partnerPrefix, type SessionCookie } from '#kit/graph/session.ts';
import { anonymous, isCustomer, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import type { CredentialLimit } from '../limits/credentials.ts';
import type { Cookies } from './cookies.ts';
import type { PartnerKeys } from './partner-keys.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

/** The result of authentication. */
export interface AuthResult {
  viewer: Viewer;
  /** The Elite Session's token, if the viewer has one. */
  token?: string;
  /** Cookies for the browser to delete, because their sessions are invalid. */
  invalidCookies: SessionCookie[];
}

export interface AuthenticatorOptions {
  tokens: Tokens;
  sessions: Sessions;
  partnerKeys: PartnerKeys;
  cookies: Cookies;
  credentialLimit: CredentialLimit;
  /** The network of the client. */
  networkOf(request: IncomingMessage): string;
  /** The origins of the gateway's own pages. */
  ownOrigins: readonly string[];
  log: Log;
}

/**
 * Authenticates requests by the `Authorization` header, or otherwise by cookies.
 * - An invalid bearer token is rejected with UNAUTHENTICATED, HTTP status 401, and no reason, so that tokens cannot be
 *   probed. Too many of them from one network are rejected with THROTTLED, 429.
 * - Invalid session cookies are cleared and the request continues as anonymous. If both cookies are valid, the
 *   curator's wins.
 * - If credentials cannot be checked because Redis or identity is unavailable, the viewer is anonymous and `unchecked`.
 */
export function createAuthenticator(options: AuthenticatorOptions) {
  const { tokens, sessions, partnerKeys, cookies, credentialLimit, networkOf, ownOrigins, log } = options;

  const customer = async (token: string): Promise<SignedIn | undefined> => {
    const claims = await tokens.read(token);
    return claims && sessions.customer(claims);
  };

  const read = (token: string, origin: string | undefined): Promise<SignedIn | undefined> => {
    if (token.startsWith(partnerPrefix)) return partnerKeys.read(token, origin);
    return token.startsWith(curatorPrefix) ? sessions.curator(token) : customer(token);
  };

  const byBearer = async (request: IncomingMessage): Promise<AuthResult> => {
    const token = bearerOf(request);
    const network = networkOf(request);
    // Identity looks up each new key in its database. A recently valid key is not limited because of other clients'
    // invalid keys.
    const isLookedUp = token?.startsWith(partnerPrefix) && !partnerKeys.wasValid(token);
    const refund = isLookedUp ? await credentialLimit.count(network) : undefined;
    const viewer =
      token &&
      (await read(token, request.headers.origin).catch((error) => {
        refund?.();
        throw error;
      }));
    if (!viewer) {
      if (!refund) await credentialLimit.count(network);
      throw invalidCredentials();
    }
    refund?.();
    return { viewer, invalidCookies: [], ...(isCustomer(viewer) && { token }) };
  };

  const byCookies = async ({ CURATOR, CUSTOMER }: ReturnType<Cookies['read']>): Promise<AuthResult> => {
    const invalidCookies: SessionCookie[] = [];
    if (CURATOR) {
      const viewer = await sessions.curator(CURATOR);
      if (viewer) return { viewer, invalidCookies };
      invalidCookies.push({ kind: 'CURATOR', token: null, maxAge: 0 });
    }
    if (CUSTOMER) {
      const viewer = await customer(CUSTOMER);
      if (viewer) return { viewer, token: CUSTOMER, invalidCookies };
      invalidCookies.push({ kind: 'CUSTOMER', token: null, maxAge: 0 });
    }
    return { viewer: anonymous, invalidCookies };
  };

  return async (request: IncomingMessage): Promise<AuthResult> => {
    const { authorization, origin, cookie } = request.headers;
    try {
      if (authorization !== undefined) return await byBearer(request);
      // Against cross-site requests: cookies count only for the gateway's own pages.
      const isForeign = origin !== undefined && !ownOrigins.includes(origin);
      if (cookie === undefined || isForeign) return { viewer: anonymous, invalidCookies: [] };
      return await byCookies(cookies.read(cookie));
    } catch (error) {
      if (isRejection(error)) throw error;
      log.warn({ event: 'credentials_unchecked', err: error }, 'credentials cannot be checked');
      return { viewer: { kind: 'ANONYMOUS', unchecked: true }, invalidCookies: [] };
    }
  };
}

/** Whether the credentials were rejected, as opposed to a failure to check them. */
function isRejection(error: unknown): boolean {
  const { extensions } = error as { extensions?: { code?: unknown } };
  return ['UNAUTHENTICATED', 'THROTTLED'].includes(String(extensions?.code));
}

/** The bearer token; undefined where the header is repeated: Node's `headers` would return only its first value. */
function bearerOf({ headersDistinct }: IncomingMessage): string | undefined {
  const header = headersDistinct.authorization?.join(', ') ?? '';
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(header)?.[1];
}

function invalidCredentials() {
  return graphError('UNAUTHENTICATED', 'The credentials of this request are invalid.', { http: { status: 401 } });
}
