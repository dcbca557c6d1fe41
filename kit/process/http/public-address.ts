import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address leads to the public Internet: to nothing that IANA's registries of special addresses name, and of
 * IPv6 only to what is allocated to the Internet, 2000::/3. IPv6 forms that stand for an IPv4 address are refused.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  if (address.includes(':')) return allocated.check(address, 'ipv6') && !special.check(address, 'ipv6');
  return ipaddr.parse(address).range() === 'unicast' && !special.check(address);
}

const allocated = new BlockList();
allocated.addSubnet('2000::', 3, 'ipv6');

/** What the registries name within what is allocated, and the library does not. */
const special = new BlockList();
// Anycast of 6to4 relays.
special.addSubnet('192.88.99.0', 24);
// Protocols of the IETF: Teredo, benchmarks, ORCHID, AMT and others.
special.addSubnet('2001::', 23, 'ipv6');
// Documentation.
special.addSubnet('2001:db8::', 32, 'ipv6');
special.addSubnet('3fff::', 20, 'ipv6');
// 6to4, and the 6bone, which was given back.
special.addSubnet('2002::', 16, 'ipv6');
special.addSubnet('3ffe::', 16, 'ipv6');
// Answers to reverse look-ups of private addresses (AS112).
special.addSubnet('2620:4f:8000::', 48, 'ipv6');

/** Which external servers may be called in addition to https at port 443 on the public Internet. */
export interface TargetRules {
  /** Hosts with their ports that may be anywhere, and http. */
  exempt?: readonly string[];
  /** Allowed ports other than 443. */
  ports?: readonly number[];
}

/**
 * Reads the address of an external server to call: https at a port that is allowed, without credentials or fragment,
 * and not plainly on a private network. A dot at the end of its name is dropped. Undefined for others.
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
 * False for names without a dot or with an empty part, and for names that RFC 6761, 6762, 7686, 8375 or custom reserve: they
 * never lead to a host on the public Internet.
 */
function isPublicName(name: string): boolean {
  return (
    /^[^.]+(\.[^.]+)+$/.test(name) &&
    !/(^|\.)(localhost|local|localdomain|lan|internal|intranet|home\.arpa|test|invalid|onion|alt)$/.test(name)
  );
}
