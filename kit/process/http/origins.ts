/**
 * Origins of pages that this machine serves itself, on any port, such as those of development servers.
 * Browsers resolve `localhost` and every name below it to this machine alone.
 */
export const localOrigins: readonly string[] = ['http', 'https'].flatMap((scheme) =>
  ['localhost', '*.localhost', '127.0.0.1', '[::1]'].map((host) => `${scheme}://${host}:*`),
);

/** Whether a server that binds this address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Tells which origins (RFC 6454) are on a list. An entry is an exact origin; `*.` at the start of the host stands for
 * one or more labels, and `:*` at the end for any port or none.
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
  // An asterisk in another place is literal, and no origin contains one.
  return new RegExp(`^${expression.replaceAll('*', '\\*')}$`);
}
