import { parse, serialize } from 'cookie';
import type { SessionCookie } from '#kit/graph/session.ts';

/** The sessions a browser keeps for us. */
export interface Cookies {
  /** What the `Cookie` header of a request says, by kind. */
  read(header: string | undefined): Partial<Record<SessionCookie['kind'], string>>;
  /** The `Set-Cookie` header that keeps a session, or drops it. */
  write(cookie: SessionCookie): string;
}

/**
 * Cookies for pages of `publicUrl`, out of reach of scripts and of other sites. Where that is an https address they are
 * Secure, and their names bind them to this one host. A curator's does not even come along with a link from elsewhere.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  const names = {
    CUSTOMER: `${prefix}axiom_session`,
    CURATOR: `${prefix}axiom_curator`,
    DEVICE: `${prefix}axiom_device`,
  };
  const sameSite = { CUSTOMER: 'lax', CURATOR: 'strict', DEVICE: 'strict' } as const;
  return {
    read: (header = '') => {
      const found = parse(header);
      return { CUSTOMER: found[names.CUSTOMER], CURATOR: found[names.CURATOR], DEVICE: found[names.DEVICE] };
    },
    write: ({ kind, token, maxAge }) =>
      serialize(names[kind], token ?? '', {
        httpOnly: true,
        secure,
        path: '/',
        sameSite: sameSite[kind],
        maxAge: token === null ? 0 : maxAge,
      }),
  };
}
