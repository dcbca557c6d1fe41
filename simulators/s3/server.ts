import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readConfig } from '#kit/process/config.ts';
import { originMatcher } from '#kit/process/http/origins.ts';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { configShape } from './config.ts';
import { allowOrigin, sendPreflight } from './cors.ts';
import { S3Error } from './errors.ts';
import { requireSupportedHeaders, withHoistedHeaders } from './headers.ts';
import { operationOf } from './operations.ts';
import { isPublic } from './policy.ts';
import { createVerifier, type Owner } from './signature/verify.ts';
import { openStore, type Store } from './storage/store.ts';
import { readTarget, type Target } from './target.ts';
import { toXml } from './xml.ts';

export interface ServerOptions extends Owner {
  /** 0 for a free port. */
  port: number;
  dataDir: string;
  /** Buckets that exist from the start. */
  buckets?: readonly string[];
  /** Origins of web pages that may use it from a browser, as `originMatcher` reads them. */
  corsOrigins: readonly string[];
  /** Maximum bytes of an object; 5 GiB by default, as in S3. */
  largestObject?: number;
  /** Called with each unexpected error of the server. */
  onError(error: unknown): void;
}

/** Serves the objects in a folder over S3's HTTP interface, path-style, on the loopback interface only. */
export async function serve(options: ServerOptions): Promise<Listening> {
  const store = openStore(options.dataDir);
  for (const name of options.buckets ?? []) if (!store.find(name)) await store.createBucket(name);
  const verify = createVerifier(options);
  const isAllowedOrigin = originMatcher(options.corsOrigins);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    allowOrigin(request, response, isAllowedOrigin);
    if (request.method === 'OPTIONS') return sendPreflight(request, response);
    const signed = readTarget(request);
    const caller = await verify(signed);
    const target = withHoistedHeaders(signed);
    if (caller === 'anonymous' && !isPublicRead(target, store)) throw new S3Error('AccessDenied', 'Access Denied');
    const operation = operationOf(target);
    requireSupportedHeaders(target.headers);
    const { region, largestObject = 5 * 1024 ** 3 } = options;
    return operation.run({ ...target, store, region, request, response, largestObject });
  };

  return listen(
    async (request, response) => {
      const requestId = randomUUID();
      response.setHeader('x-amz-request-id', requestId);
      try {
        await handle(request, response);
      } catch (error) {
        const refusal = error instanceof S3Error ? error : internalError(error, request, options.onError);
        sendError(refusal, request, response, requestId);
      }
    },
    options.port,
    '127.0.0.1',
  );
}

/** Whether the bucket's policy lets everyone read the object. A missing object is not public, so that keys cannot be guessed. */
function isPublicRead({ method, bucket, key }: Target, store: Store): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const found = store.find(bucket);
  return found?.info(key) !== undefined && isPublic(found.description.policy, bucket, key);
}

function sendError(error: S3Error, request: IncomingMessage, response: ServerResponse, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // Drain the body, because a client that is still sending would not read the response.
  request.resume();
  if (request.method === 'HEAD' || error.code === 'NotModified') {
    response.writeHead(error.status).end();
    return;
  }
  const { code, message, details } = error;
  const body = toXml('Error', { Code: code, Message: message, ...details, RequestId: requestId });
  response.writeHead(error.status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Reports an unexpected error, unless the client closed the connection. */
function internalError(error: unknown, request: IncomingMessage, onError: ServerOptions['onError']): S3Error {
  if (!request.destroyed || request.complete) onError(error);
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.');
}

/** Serves the objects as the environment says. */
async function start(): Promise<Listening> {
  const config = readConfig('S3 simulator', configShape, process.env);
  const log = createLog('s3', config.LOG_LEVEL);
  const listening = await serve({
    port: config.S3_PORT,
    dataDir: config.S3_DATA_DIR,
    buckets: config.S3_BUCKETS,
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
    region: config.S3_REGION,
    corsOrigins: config.S3_CORS_ORIGINS,
    onError: (error) => log.error({ event: 'request_failed', err: error }, 'Request failed'),
  });
  log.info({ event: 'listening', url: listening.url }, 'Listening');
  return listening;
}

if (import.meta.main) await runProcess(start);
