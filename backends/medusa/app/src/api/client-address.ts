import { isIPv6 } from 'node:net';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';

/** Number of proxies in front of Medusa that append to `X-Forwarded-For`. */
const trustedProxies = Number(process.env.TRUSTED_PROXIES || 0);

/**
 * Makes Express trust TRUSTED_PROXIES proxies for `req.ip` and `req.protocol`. By default Medusa always
 * trusts one, so that without a proxy every client could forge its address.
 */
export function trustProxies(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if (req.app.get('trust proxy') !== trustedProxies) req.app.set('trust proxy', trustedProxies);
  next();
}

/**
 * The address whose requests share a limit: an IPv4 address, or the /64 network of an IPv6 address, since one client has
 * all addresses of such a network. Clients without an address share one limit.
 */
export function addressOf({ ip }: Pick<MedusaRequest, 'ip'>): string {
  const address = ip?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!address) return 'unknown';
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const groups = [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
