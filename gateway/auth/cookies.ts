import { parse, serialize } from 'cookie';
import type { SessionCookie } from '#kit/graph/session.ts';

/** Reads and writes session cookies. */
export interface Cookies {
  /** The tokens in the `Cookie` header of a request, by kind. */
  read(header: string | undefined): Partial<Record<SessionCookie['kind'], string>>;
  /** The `Set-Cookie` header that sets a session cookie, or deletes it where the token is null. */
  write(cookie: SessionCookie): string;
}

/**
 * Cookies for pages of `publicUrl`. They are HttpOnly; SameSite=Lax for customers, Strict for curators and devices.
 * Where `publicUrl` is https they are Secure, and the `__Host-` prefix binds them to this host.
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
      const values = parse(header);
      return { CUSTOMER: values[names.CUSTOMER], CURATOR: values[names.CURATOR], DEVICE: values[names.DEVICE] };
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
