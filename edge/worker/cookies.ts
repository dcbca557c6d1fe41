/** The cookies of a request by name; the first one counts where a name is repeated. */
export function readCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const [name, value] of pairsOf(header)) if (!cookies.has(name)) cookies.set(name, value);
  return cookies;
}

/** A cookie header without these cookies; undefined when none is left. */
export function withoutCookies(header: string | null, names: readonly string[]): string | undefined {
  const rest = pairsOf(header).filter(([name]) => !names.includes(name));
  return rest.length > 0 ? rest.map(([name, value]) => `${name}=${value}`).join('; ') : undefined;
}

/** A `Set-Cookie` header for a year; without a value it deletes the cookie. Pages of other sites cannot make a browser send it, except by a link. */
export function writeCookie(name: string, value: string | undefined, isSecure: boolean): string {
  const age = value === undefined ? 0 : 31_536_000;
  return `${name}=${value ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax; HttpOnly${isSecure ? '; Secure' : ''}`;
}

function pairsOf(header: string | null): [name: string, value: string][] {
  const parts = header?.split(';') ?? [];
  return parts.flatMap((part) => {
    const at = part.indexOf('=');
    return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as [string, string]] : [];
  });
}
