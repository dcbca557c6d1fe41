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

/** Who a request comes from. */
export interface Admission {
  viewer: Viewer;
  /** The Elite Session's token, where the viewer has one. */
  token?: string;
  /** Cookies the browser is to drop, since they open nothing any more. */
  stale: SessionCookie[];
}

export interface AuthenticatorOptions {
  tokens: Tokens;
  sessions: Sessions;
  partnerKeys: PartnerKeys;
  cookies: Cookies;
  /** How often one network may send credentials that are not accepted. */
  credentialLimit: CredentialLimit;
  /** The network that a request comes from. */
  networkOf(request: IncomingMessage): string;
  /** The origins of the gateway's own pages. */
  ownOrigins: readonly string[];
  log: Log;
}

/**
 * Finds out who asks, from the `Authorization` header, or else from cookies. Throws UNAUTHENTICATED, HTTP status 401,
 * for an invalid bearer, without a reason: who sends one wants to act as that viewer; THROTTLED, status 429, for
 * too many of these from one network. With invalid cookies the viewer is anonymous. Where both cookies are valid, the curator's counts. What cannot be checked makes the viewer `unchecked`.
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

  const byBearer = async (request: IncomingMessage): Promise<Admission> => {
    const token = bearerOf(request);
    const network = networkOf(request);
    // Identity looks up each new key in its database. A key that was valid recently is not limited because of others' invalid keys.
    const isLookedUp = token?.startsWith(partnerPrefix) && !partnerKeys.isGood(token);
    const takeBack = isLookedUp ? await credentialLimit.count(network) : undefined;
    const viewer =
      token &&
      (await read(token, request.headers.origin).catch((error) => {
        takeBack?.();
        throw error;
      }));
    if (!viewer) {
      if (!takeBack) await credentialLimit.count(network);
      throw notAccepted();
    }
    takeBack?.();
    return { viewer, stale: [], ...(isCustomer(viewer) && { token }) };
  };

  const byCookies = async ({ CURATOR, CUSTOMER }: ReturnType<Cookies['read']>): Promise<Admission> => {
    const stale: SessionCookie[] = [];
    if (CURATOR) {
      const viewer = await sessions.curator(CURATOR);
      if (viewer) return { viewer, stale };
      stale.push({ kind: 'CURATOR', token: null, maxAge: 0 });
    }
    if (CUSTOMER) {
      const viewer = await customer(CUSTOMER);
      if (viewer) return { viewer, token: CUSTOMER, stale };
      stale.push({ kind: 'CUSTOMER', token: null, maxAge: 0 });
    }
    return { viewer: anonymous, stale };
  };

  return async (request: IncomingMessage): Promise<Admission> => {
    const { authorization, origin, cookie } = request.headers;
    try {
      if (authorization !== undefined) return await byBearer(request);
      // A page of another origin does not act for whoever looks at it.
      const isForeign = origin !== undefined && !ownOrigins.includes(origin);
      if (cookie === undefined || isForeign) return { viewer: anonymous, stale: [] };
      return await byCookies(cookies.read(cookie));
    } catch (error) {
      if (isRefusal(error)) throw error;
      log.warn({ err: error }, 'credentials cannot be checked');
      return { viewer: { kind: 'ANONYMOUS', unchecked: true }, stale: [] };
    }
  };
}

/** Whether somebody was refused, rather than something failed. */
function isRefusal(error: unknown): boolean {
  return ['UNAUTHENTICATED', 'THROTTLED'].includes(codeOf(error));
}

/** Whether credentials were refused. */
export function isUnauthenticated(error: unknown): boolean {
  return codeOf(error) === 'UNAUTHENTICATED';
}

function codeOf(error: unknown): string {
  return String((error as { extensions?: { code?: unknown } }).extensions?.code);
}

/** The one token a request bears; undefined where there are several, which Node's `headers` would hide. */
function bearerOf({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct.authorization?.join(', ') ?? '';
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(given)?.[1];
}

function notAccepted() {
  return graphError('UNAUTHENTICATED', 'The credentials of this request are not accepted.', { http: { status: 401 } });
}
