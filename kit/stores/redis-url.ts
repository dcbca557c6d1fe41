import { z } from 'zod';

/** An address of Redis: one server, or nodes of a cluster, which name the others. */
export interface RedisAddress {
  isCluster: boolean;
  isEncrypted: boolean;
  nodes: { host: string; port: number }[];
  /** Empty for the default user. */
  username: string;
  /** Empty for none. */
  password: string;
}

/**
 * Reads the address of Redis. `redis://` is not encrypted, `rediss://` is TLS; a port is 6379 by default. Several hosts,
 * or `?cluster=true` after one, are a cluster: `rediss://user:password@a:7000,b:7000,c:7000`. Throws a TypeError without
 * parts of the URL.
 */
export function parseRedisUrl(url: string): RedisAddress {
  const [, scheme = '', credentials = '', hosts = '', path = '', query = ''] = form.exec(url) ?? [];
  const nodes = hosts.split(',').map((host) => `${scheme}://${credentials}${host}`);
  if (!scheme || !nodes.every((node) => URL.canParse(node) && new URL(node).hostname !== '')) {
    throw new TypeError('must be redis:// or rediss:// with a host, or with hosts that are separated by commas');
  }
  const isCluster = nodes.length > 1 || new URLSearchParams(query).get('cluster') === 'true';
  if (isCluster && !/^\/?0?$/.test(path))
    throw new TypeError('must not name a database, because a cluster has only one');
  const { username, password } = new URL(nodes[0] as string);
  return {
    isCluster,
    isEncrypted: scheme.toLowerCase() === 'rediss',
    nodes: nodes.map((node) => nodeAt(new URL(node))),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

/** The address of Redis in an environment variable: see `parseRedisUrl`. */
export const redisUrl = z.string().superRefine((url, { addIssue }) => {
  try {
    parseRedisUrl(url);
  } catch (error) {
    addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** The URL without user name and password, for logs and display. */
export const withoutRedisCredentials = (url: string) => url.replace(/^(\w+:\/\/)[^/]*@/, '$1');

const form = /^(rediss?):\/\/([^/?#]*@)?([^/?#@]+)(\/[^?#]*)?(?:\?([^#]*))?$/i;

/** IPv6 addresses are in brackets in a URL, but not in the options of a socket. */
function nodeAt({ hostname, port }: URL) {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
}
