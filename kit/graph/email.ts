import { domainToASCII } from 'node:url';

/** RFC 5321, section 4.5.3.1: octets of a local part, and of a path without its angle brackets. */
const longestLocalPart = 64;
const longestAddress = 254;

/** What browsers accept in `<input type=email>` (WHATWG HTML), with dots in the local part only where RFC 5322 allows them. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A domain has two labels or more, and is not an IPv4 address. */
const domain = new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`);

/**
 * The canonical form of an e-mail address, in which it is stored and compared: trimmed, lower case, with an ASCII
 * domain by IDNA (UTS 46). Undefined when it is invalid. Local parts with non-ASCII characters (RFC 6531) are refused,
 * as in browsers, because few mail servers accept them.
 */
export function readEmail(given: string): string | undefined {
  const address = given.trim();
  const at = address.lastIndexOf('@');
  // Limits the cost of the regular expressions below.
  if (at < 1 || address.length > 4 * longestAddress) return undefined;
  const local = address.slice(0, at).toLowerCase();
  const host = hostOf(address.slice(at + 1));
  if (local.length > longestLocalPart || !localPart.test(local) || !domain.test(host)) return undefined;
  const email = `${local}@${host}`;
  return email.length <= longestAddress ? email : undefined;
}

function hostOf(domain: string): string {
  // ASCII domains skip IDNA, which would read numbers as an IPv4 address.
  return /^[\x21-\x7e]*$/.test(domain) && !/(^|\.)xn--/i.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}
