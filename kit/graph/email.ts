import { domainToASCII } from 'node:url';

/** RFC 5321, section 4.5.3.1: octets of a local part, and of a path without its angle brackets. */
const longestLocalPart = 64;
const longestAddress = 254;

/** What browsers accept in `<input type=email>` (WHATWG HTML), with dots in the local part only where RFC 5322 allows them. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A domain has two labels or more, and is no IPv4 address. */
const domain = new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`);

/**
 * An e-mail address in the one form in which it is stored and compared: without spaces around it, in lower case, its domain
 * as ASCII by IDNA (UTS 46). Undefined for what is no address; a local part with other than ASCII characters (RFC 6531) is
 * refused as browsers refuse it, since few mail servers take one.
 */
export function readEmail(given: string): string | undefined {
  const address = given.trim();
  const at = address.lastIndexOf('@');
  // Limits the cost of the expressions below.
  if (at < 1 || address.length > 4 * longestAddress) return undefined;
  const local = address.slice(0, at).toLowerCase();
  const host = hostOf(address.slice(at + 1));
  if (local.length > longestLocalPart || !localPart.test(local) || !domain.test(host)) return undefined;
  const email = `${local}@${host}`;
  return email.length <= longestAddress ? email : undefined;
}

function hostOf(domain: string): string {
  // Plain ASCII is not passed to IDNA, which would read numbers as an IPv4 address.
  return /^[\x21-\x7e]*$/.test(domain) && !/(^|\.)xn--/i.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}
