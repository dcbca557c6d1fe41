import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { isLoopback, localOrigins, readList } from '#kit/process/http/origins.ts';
import { external, type LocalOptions, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';

const buckets = { S3_BUCKET: 'axiom-assets', S3_MEDIA_BUCKET: 'axiom-media', INVOICES_BUCKET: 'axiom-invoices' };
const defaultPort = 9010;
const names = [
  'S3_ENDPOINT',
  'S3_PUBLIC_ENDPOINT',
  'S3_BUCKET',
  'S3_MEDIA_BUCKET',
  'INVOICES_BUCKET',
  'S3_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
];

/**
 * Starts the S3 simulator at `S3_PORT`, or uses the real service when the environment names a bucket (`S3_BUCKET`) or
 * another server (`S3_ENDPOINT`). The simulator ignores AWS credentials in the environment.
 */
export const start: StartLocal = async (options) => {
  const { env, dataDir, log } = options;
  const region = env.S3_REGION || 'eu-west-3';
  if (env.S3_ENDPOINT ? !isSimulator(env.S3_ENDPOINT, env) : env.S3_BUCKET) {
    const address = env.S3_ENDPOINT || `https://s3.${region}.amazonaws.com`;
    const named = { ...buckets, S3_REGION: region, ...pick(env, names) };
    return external('S3', address, { ...named, MEDIA_URL: env.MEDIA_URL || mediaUrl(named) });
  }

  const port = await claimPort(env, 'S3_PORT', defaultPort);
  const address = `http://127.0.0.1:${port}`;
  const access = {
    S3_REGION: region,
    AWS_ACCESS_KEY_ID: `AXIOM${options.secret('s3-access-key-id').slice(0, 15).toUpperCase()}`,
    AWS_SECRET_ACCESS_KEY: options.secret('s3-secret-access-key'),
  };
  const child = await startChild({
    name: 'S3 simulator',
    command: process.execPath,
    args: [fileURLToPath(new URL('server.ts', import.meta.url))],
    env: {
      ...access,
      S3_PORT: String(port),
      S3_DATA_DIR: dataDir,
      // The others are made when they are filled.
      S3_BUCKETS: env.INVOICES_BUCKET || buckets.INVOICES_BUCKET,
      S3_CORS_ORIGINS: corsOrigins(env).join(','),
      LOG_LEVEL: env.LOG_LEVEL,
      NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE,
    },
    log,
    signal: options.signal,
    // The request is not signed, so a running server responds with 403.
    ready: async () => (await fetch(address, { signal: AbortSignal.timeout(1_000) })).status === 403,
  });
  const named = {
    ...buckets,
    ...pick(env, Object.keys(buckets)),
    ...access,
    S3_ENDPOINT: address,
    S3_PUBLIC_ENDPOINT: `http://localhost:${port}`,
  };
  return {
    name: 'S3 simulator',
    kind: 'simulator',
    version: 'API 2006-03-01',
    address,
    env: { ...named, MEDIA_URL: env.MEDIA_URL || mediaUrl(named) },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

/** The configured origins, or the gateway's. On a loopback host, also all origins of this machine. */
export function corsOrigins(env: LocalOptions['env']): string[] {
  const gateway = new URL(env.PUBLIC_URL || `http://localhost:${env.PORT || 4000}`).origin;
  const named = env.S3_CORS_ORIGINS ? readList(env.S3_CORS_ORIGINS) : [gateway];
  return isLoopback(env.HOST || '127.0.0.1') ? [...named, ...localOrigins] : named;
}

interface Named {
  S3_MEDIA_BUCKET: string;
  S3_REGION: string;
  S3_ENDPOINT?: string;
  S3_PUBLIC_ENDPOINT?: string;
}

/** The base URL of the media bucket for browsers. */
function mediaUrl(named: Named): string {
  const endpoint = named.S3_PUBLIC_ENDPOINT ?? named.S3_ENDPOINT;
  if (endpoint) return `${endpoint.replace(/\/$/, '')}/${named.S3_MEDIA_BUCKET}/`;
  return `https://${named.S3_MEDIA_BUCKET}.s3.${named.S3_REGION}.amazonaws.com/`;
}

/** Whether the endpoint in the environment is that of the simulator. */
function isSimulator(endpoint: string, env: LocalOptions['env']): boolean {
  const { protocol, hostname, port } = new URL(endpoint);
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost';
  return protocol === 'http:' && isHere && port === (env.S3_PORT || String(defaultPort));
}

function pick(env: LocalOptions['env'], names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
