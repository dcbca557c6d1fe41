/**
 * Origins of pages that this machine serves, on any port, such as development servers. Browsers resolve `localhost` and
 * its subdomains to this machine only.
 */
export const localOrigins: readonly string[] = ['http', 'https'].flatMap((scheme) =>
  ['localhost', '*.localhost', '127.0.0.1', '[::1]'].map((host) => `${scheme}://${host}:*`),
);

/** Whether a server on this address is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Returns a function that checks whether an origin (RFC 6454) is on a list. An entry is an exact origin; `*.` at the
 * start of the host matches one or more labels, and `:*` at the end matches any port or none.
 *
 * @example originMatcher(['https://*.example.com'])('https://shop.example.com') // true
 */
export function originMatcher(patterns: readonly string[]): (origin: string) => boolean {
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const open = patterns.filter((pattern) => pattern.includes('*')).map(toExpression);
  return (origin) => exact.has(origin) || open.some((expression) => expression.test(origin));
}

/** The items of a list that is separated by commas or spaces. */
export function readList(list: string): string[] {
  return list.split(/[\s,]+/).filter(Boolean);
}

function toExpression(pattern: string): RegExp {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const expression = literal.replace('//*\\.', '//(?:[a-z0-9-]+\\.)+').replace(/:\*$/, '(?::\\d{1,5})?');
  // An asterisk elsewhere is literal, and no origin contains one.
  return new RegExp(`^${expression.replaceAll('*', '\\*')}$`);
}
