import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is on the public Internet: not in IANA's registries of special addresses and, for IPv6, within
 * the allocated 2000::/3. IPv6 forms of IPv4 addresses are refused.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  if (address.includes(':')) return allocated.check(address, 'ipv6') && !special.check(address, 'ipv6');
  return ipaddr.parse(address).range() === 'unicast' && !special.check(address);
}

const allocated = new BlockList();
allocated.addSubnet('2000::', 3, 'ipv6');

/** Special ranges within 2000::/3 that the library lacks. */
const special = new BlockList();
// Anycast of 6to4 relays.
special.addSubnet('192.88.99.0', 24);
// Protocols of the IETF: Teredo, benchmarks, ORCHID, AMT and others.
special.addSubnet('2001::', 23, 'ipv6');
// Documentation.
special.addSubnet('2001:db8::', 32, 'ipv6');
special.addSubnet('3fff::', 20, 'ipv6');
// 6to4, and the returned 6bone.
special.addSubnet('2002::', 16, 'ipv6');
special.addSubnet('3ffe::', 16, 'ipv6');
// Reverse lookups of private addresses (AS112).
special.addSubnet('2620:4f:8000::', 48, 'ipv6');

/** The external servers that may be called, in addition to https on port 443 of the public Internet. */
export interface TargetRules {
  /** Hosts with ports that may be on any network and use http. */
  exempt?: readonly string[];
  /** Allowed ports other than 443. */
  ports?: readonly number[];
}

/**
 * Parses the URL of an external server: https on an allowed port, without credentials or fragment, and not a private
 * name or address. Removes the dot at the end of its host name. Undefined for other URLs.
 */
export function readTarget(text: string, { exempt = [], ports = [] }: TargetRules = {}): URL | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  if (url.username || url.password || url.hash) return undefined;
  if (exempt.includes(url.host)) return ['http:', 'https:'].includes(url.protocol) ? url : undefined;
  if (url.protocol !== 'https:' || (url.port !== '' && !ports.includes(Number(url.port)))) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isName = !ipaddr.isValid(host);
  return (isName ? isPublicName(host) : isPublicAddress(host)) ? url : undefined;
}

/**
 * False for names without a dot, with an empty label, or reserved by RFC 6761, 6762, 7686, 8375 or by custom: they
 * never resolve to a host on the public Internet.
 */
function isPublicName(name: string): boolean {
  return (
    /^[^.]+(\.[^.]+)+$/.test(name) &&
    !/(^|\.)(localhost|local|localdomain|lan|internal|intranet|home\.arpa|test|invalid|onion|alt)$/.test(name)
  );
}
