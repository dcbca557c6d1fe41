import type { IncomingMessage } from 'node:http';
import { RequestRefusal } from '#kit/graph/server/graphql-http.ts';
import { isLoopback } from '#kit/process/http/origins.ts';

export interface HostOptions {
  /** The URL under which browsers reach the gateway. */
  publicUrl: string;
  /** Additional hosts: `name` for any port, `name:port` for one port, `*` for every host. */
  hosts: readonly string[];
}

/** The host names of this machine. A page of another site cannot use them. */
const localNames = ['localhost', '127.0.0.1', '[::1]'];

/** A name or an IP address, and the port where one is given (RFC 9110 §7.2). */
const grammar = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{0,5}))?$/i;

/** The number of cached Host headers. */
const cacheSize = 1_000;

/**
 * Rejects requests for hosts that this gateway does not serve. Against DNS rebinding, and against poisoning of caches
 * that store responses by host. Served are the public URL's host, the configured hosts and, over a loopback connection,
 * the names of this machine. Throws a rejection with status 400 for a Host header that is missing, repeated or
 * malformed (RFC 9112 §3.2), and 421 for any other host (RFC 9110 §15.5.20).
 */
export function hostCheck({ publicUrl, hosts }: HostOptions): (request: IncomingMessage) => void {
  const { hostname, protocol } = new URL(publicUrl);
  // At any port, because the port mapping in front of the gateway is not known here.
  const served = new Set([normalise(hostname), ...hosts.map(normalise)]);
  const known = new Set<string>();

  return (request) => {
    const { host } = request.headers;
    if (host !== undefined && known.has(host) && countHosts(request) === 1) return;
    const match = host === undefined || countHosts(request) !== 1 ? null : grammar.exec(host);
    if (!host || !match) {
      throw new RequestRefusal(400, 'BAD_REQUEST', 'The request must have one Host header with a valid host.');
    }
    const name = normalise(match[1] as string);
    const isServed =
      served.has('*') ||
      served.has(name) ||
      served.has(`${name}:${match[2] || defaultPorts[protocol]}`) ||
      (localNames.includes(name) && isLoopback(addressOf(request)));
    if (!isServed) {
      throw new RequestRefusal(421, 'BAD_REQUEST', 'This server does not serve the host that the request names.');
    }
    if (known.size < cacheSize) known.add(host);
  };
}

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** A host in lower case, without the final dot of a fully qualified name, and with IPv6 addresses in canonical form. */
function normalise(host: string): string {
  const [, name = host, port] = grammar.exec(host) ?? [];
  const plain = name.toLowerCase().replace(/\.$/, '');
  const canonical =
    plain.startsWith('[') && URL.canParse(`http://${plain}`) ? new URL(`http://${plain}`).hostname : plain;
  return port ? `${canonical}:${port}` : canonical;
}

/** The local address of the connection. */
function addressOf({ socket }: IncomingMessage): string {
  return (socket.localAddress ?? '').replace(/^::ffff:/, '');
}

/** The number of Host headers. Node's `headers` contains only the first. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
