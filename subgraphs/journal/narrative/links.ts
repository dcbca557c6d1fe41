const schemes = ['http:', 'https:', 'mailto:', 'tel:', 'sms:'];

/**
 * The address of a link in a text, as it may stand in a page: an absolute address of a scheme that runs no script (http,
 * https, mailto, tel, sms), or one relative to the page. Null for anything else. Spaces around it and the tabs and line
 * breaks within it are taken out, as browsers do before they read the scheme (WHATWG URL, "basic URL parser").
 */
export function linkOf(href: unknown): string | null {
  if (typeof href !== 'string') return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that browsers strip
  const address = href.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address)?.[0].toLowerCase();
  if (scheme !== undefined) return schemes.includes(scheme) && URL.canParse(address) ? address : null;
  // A relative address may not hold what reads as a scheme once a page has decoded it another time.
  return /^([/?#]|[^:&/?#]+([/?#]|$))/.test(address) ? address : null;
}
