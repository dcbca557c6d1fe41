import type { IncomingMessage } from 'node:http';
import { graphError } from '#kit/errors.ts';
import type { Log } from '#kit/log.ts';
import { curatorPrefix, partnerPrefix, type SessionCookie } from '#kit/session.ts';
import { anonymous, type SignedIn, type Viewer } from '#kit/viewer.ts';
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

export interface DoorOptions {
  tokens: Tokens;
  sessions: Sessions;
  partnerKeys: PartnerKeys;
  cookies: Cookies;
  /** The origins of the gateway's own pages. */
  ownOrigins: readonly string[];
  log: Log;
}

/**
 * Finds out who asks, from the `Authorization` header, or else from cookies. Throws UNAUTHENTICATED, HTTP status 401,
 * for a bearer that does not hold, without a word why: whoever sends one means to be somebody. With cookies that do not
 * hold one is nobody. Where both cookies hold, one is the curator. What cannot be checked makes the viewer `unchecked`.
 */
export function openDoor({ tokens, sessions, partnerKeys, cookies, ownOrigins, log }: DoorOptions) {
  const customer = async (token: string): Promise<SignedIn | undefined> => {
    const claims = await tokens.read(token);
    return claims && sessions.customer(claims);
  };

  const byBearer = async (token: string, origin: string | undefined): Promise<Admission> => {
    const isKey = token.startsWith(partnerPrefix);
    const isCurator = token.startsWith(curatorPrefix);
    const viewer = await (isKey
      ? partnerKeys.read(token, origin)
      : isCurator
        ? sessions.curator(token)
        : customer(token));
    if (!viewer) throw notAccepted();
    return { viewer, stale: [], ...(!isKey && !isCurator && { token }) };
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
      if (authorization !== undefined) {
        const token = bearerOf(request);
        if (!token) throw notAccepted();
        return await byBearer(token, origin);
      }
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
export function isRefusal(error: unknown): boolean {
  return (error as { extensions?: { code?: unknown } }).extensions?.code === 'UNAUTHENTICATED';
}

/** The one token a request bears; undefined where there are several, which Node's `headers` would hide. */
function bearerOf({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct.authorization?.join(', ') ?? '';
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(given)?.[1];
}

function notAccepted() {
  return graphError('UNAUTHENTICATED', 'The credentials of this request are not accepted.', { http: { status: 401 } });
}
