import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The network that one client is taken to hold, as a key of rate limits: an IPv4 address by itself, also in the form of an
 * IPv6 one, and the first 64 bits of an IPv6 address, since providers give each customer at least so many. A port or
 * a zone is left out. `unknown` for what is no address: all of these share one limit.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (isIPv4(address)) return address;
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (isIPv4(bare)) return bare;
  if (!ipaddr.IPv6.isValid(bare)) return 'unknown';
  const parsed = ipaddr.process(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const groups = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${groups.join(':')}::/64`;
}
