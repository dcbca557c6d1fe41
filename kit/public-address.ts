import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an IP address leads to the public Internet: to nothing special by IANA's registries, and to no network of our own. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in the form of an IPv6 one is looked at as what it is.
  const { range, kind } = describe(address);
  return range === 'unicast' && !(kind === 'ipv6' ? own.check(address, 'ipv6') : own.check(address));
}

/** Anycast of 6to4 relays, and IPv4 embedded in IPv6 for translation: where they lead, nobody says. */
const own = new BlockList();
own.addSubnet('192.88.99.0', 24);
own.addSubnet('64:ff9b::', 96, 'ipv6');
own.addSubnet('64:ff9b:1::', 48, 'ipv6');

function describe(address: string): { range: string; kind: string } {
  const parsed = ipaddr.process(address);
  return { range: parsed.range(), kind: parsed.kind() };
}

/**
 * Reads the address of a server of somebody else's that is to be called: https, without credentials or fragment, and not
 * plainly on a private network. Those whose host and port `exempt` lists may be anywhere, and http. Undefined for others.
 */
export function readTarget(text: string, exempt: readonly string[] = []): URL | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username || url.password || url.hash) return undefined;
  if (exempt.includes(url.host)) return ['http:', 'https:'].includes(url.protocol) ? url : undefined;
  if (url.protocol !== 'https:') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isName = !ipaddr.isValid(host);
  return (isName ? isPublicName(host) : isPublicAddress(host)) ? url : undefined;
}

/**
 * False for names without a dot (a dot at the end does not count) and for names that RFC 6761, 6762, 7686, 8375 or custom
 * reserve: they never lead to a host on the public Internet.
 */
function isPublicName(name: string): boolean {
  return (
    /[^.]\.[^.]/.test(name) &&
    !/(^|\.)(localhost|local|localdomain|lan|internal|intranet|home\.arpa|test|invalid|onion|alt)\.?$/.test(name)
  );
}
