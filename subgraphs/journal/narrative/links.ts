const schemes = ['http:', 'https:', 'mailto:', 'tel:', 'sms:'];

/**
 * The URL of a link, if it is safe in a page: an absolute URL with a scheme that cannot run scripts (http, https, mailto, tel,
 * sms), or a relative one. Null for any other value, which prevents script injection by links. Surrounding spaces, tabs and line
 * breaks are removed, as browsers do before they parse the scheme (WHATWG URL, "basic URL parser").
 */
export function linkOf(href: unknown): string | null {
  if (typeof href !== 'string') return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip these characters
  const address = href.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address)?.[0].toLowerCase();
  if (scheme !== undefined) return schemes.includes(scheme) && URL.canParse(address) ? address : null;
  // A relative URL must not contain text that a page could read as a scheme after decoding it again.
  return /^([/?#]|[^:&/?#]+([/?#]|$))/.test(address) ? address : null;
}
