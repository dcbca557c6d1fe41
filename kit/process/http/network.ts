import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The network of a client as a key of rate limits: an IPv4 address (also in IPv6 form), or the first 64 bits of an IPv6
 * address, because providers give each customer at least a /64. Ports and zones are removed. `unknown` for invalid
 * addresses, which share one limit.
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
