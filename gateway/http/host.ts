import type { IncomingMessage } from 'node:http';
import { RequestRefusal } from '#kit/graph/server/graphql-http.ts';
import { isLoopback } from '#kit/process/http/origins.ts';

export interface HostOptions {
  /** How browsers see the gateway. */
  publicUrl: string;
  /** Further hosts: `name` at any port, `name:port` at that port alone, `*` for every host. */
  hosts: readonly string[];
}

/** Host names of this machine, which a page of another site cannot take. */
const localNames = ['localhost', '127.0.0.1', '[::1]'];

/** A name or an IP address, and the port where one is given (RFC 9110 §7.2). */
const grammar = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{0,5}))?$/i;

/** How many spellings of served hosts are remembered. */
const remembered = 1_000;

/**
 * Refuses requests for hosts that this gateway does not serve, so that a page whose name was made to lead here (DNS
 * rebinding), or a cache in front that keeps answers by host, gets none. Served are the public address, the configured
 * hosts, and, over a loopback connection, the names of this machine. Throws a refusal with status 400 for a Host header that is missing,
 * repeated or malformed (RFC 9112 §3.2), and 421 for any other host (RFC 9110 §15.5.20).
 */
export function hostCheck({ publicUrl, hosts }: HostOptions): (request: IncomingMessage) => void {
  const { hostname, protocol } = new URL(publicUrl);
  // At any port: what maps ports in front of the gateway is not known here.
  const served = new Set([bare(hostname), ...hosts.map(bare)]);
  const known = new Set<string>();

  return (request) => {
    const { host } = request.headers;
    if (host !== undefined && known.has(host) && countHosts(request) === 1) return;
    const match = host === undefined || countHosts(request) !== 1 ? null : grammar.exec(host);
    if (!host || !match) {
      throw new RequestRefusal(
        400,
        'BAD_REQUEST',
        'The request needs one Host header, with a name or an address in it.',
      );
    }
    const name = bare(match[1] as string);
    const isServed =
      served.has('*') ||
      served.has(name) ||
      served.has(`${name}:${match[2] || defaultPorts[protocol]}`) ||
      (localNames.includes(name) && isLoopback(addressOf(request)));
    if (!isServed) {
      throw new RequestRefusal(421, 'BAD_REQUEST', 'This server does not serve the host that the request names.');
    }
    if (known.size < remembered) known.add(host);
  };
}

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** A host in lower case, without the dot that ends a fully qualified name, and an IP address in its usual form. */
function bare(host: string): string {
  const [, name = host, port] = grammar.exec(host) ?? [];
  const plain = name.toLowerCase().replace(/\.$/, '');
  const usual = plain.startsWith('[') && URL.canParse(`http://${plain}`) ? new URL(`http://${plain}`).hostname : plain;
  return port ? `${usual}:${port}` : usual;
}

/** The address of this machine at which the connection arrived. */
function addressOf({ socket }: IncomingMessage): string {
  return (socket.localAddress ?? '').replace(/^::ffff:/, '');
}

/** How many Host headers a request has; Node drops all but the first. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
