import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { port, readConfig } from '#kit/process/config.ts';
import { type Listening, listen } from '#kit/process/http/http.ts';
import { originMatcher, readList } from '#kit/process/http/origins.ts';
import { createLog } from '#kit/process/log.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { S3Error } from './errors.ts';
import { requireUnderstood, withHoistedHeaders } from './headers.ts';
import { operationOf } from './operations.ts';
import { isPublic } from './policy.ts';
import { type Owner, verifier } from './signature.ts';
import { openStore, type Store } from './storage/store.ts';
import { readTarget, type Target } from './target.ts';
import { toXml } from './xml.ts';

export interface ServerOptions extends Owner {
  /** 0 for a free one. */
  port: number;
  dataDir: string;
  /** Origins of web pages that may use it from a browser, as `originMatcher` reads them. */
  corsOrigins: readonly string[];
  /** Bytes an object, or a part of one, may have; 5 GiB by default, as in S3. */
  largestObject?: number;
  /** Takes what went wrong in the server itself. */
  onFault(error: unknown): void;
}

/** Serves the objects in a folder over S3's HTTP interface, path-style, on this machine alone. */
export async function serve(options: ServerOptions): Promise<Listening> {
  const store = openStore(options.dataDir);
  const verify = verifier(options);
  const admits = originMatcher(options.corsOrigins);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    allowOrigin(request, response, admits);
    if (request.method === 'OPTIONS') return answerPreflight(request, response);
    const signed = readTarget(request);
    const caller = await verify(signed);
    const target = withHoistedHeaders(signed);
    const operation = operationOf(target);
    if (caller === 'anyone' && !(operation.isOpenable && isOpen(target, store))) throw accessDenied();
    requireUnderstood(target.headers);
    const { region, largestObject = 5 * 1024 ** 3 } = options;
    return operation.run({ ...target, caller, store, region, request, response, largestObject });
  };

  return listen(
    async (request, response) => {
      const requestId = randomUUID();
      response.setHeader('x-amz-request-id', requestId);
      try {
        await answer(request, response);
      } catch (error) {
        const refusal = error instanceof S3Error ? error : faultOf(error, request, options.onFault);
        refuse(refusal, request, response, requestId);
      }
    },
    options.port,
    '127.0.0.1',
  );
}

function isOpen({ bucket, key }: Target, store: Store): boolean {
  const found = store.buckets().find(({ name }) => name === bucket);
  // Who may not list a bucket is not told which keys it lacks.
  return found?.info(key) !== undefined && isPublic(found.description.policy, bucket, key);
}

function refuse(error: S3Error, request: IncomingMessage, response: ServerResponse, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What is left of the body is read and dropped, so that the client, still sending, gets to read the answer.
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

/** A client that went away is no fault of ours; anything else that nobody foresaw is. */
function faultOf(error: unknown, request: IncomingMessage, onFault: ServerOptions['onFault']): S3Error {
  if (!request.destroyed || request.complete) onFault(error);
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.');
}

function accessDenied(): S3Error {
  return new S3Error('AccessDenied', 'Access Denied');
}

if (import.meta.main) {
  const config = readConfig(
    'S3 server',
    z.object({
      S3_PORT: port(9010),
      S3_DATA_DIR: z.string(),
      S3_REGION: z.string().default('eu-west-3'),
      S3_CORS_ORIGINS: z.string().default('http://localhost:4000').transform(readList),
      AWS_ACCESS_KEY_ID: z.string(),
      AWS_SECRET_ACCESS_KEY: z.string(),
      LOG_LEVEL: z.string().default('info'),
    }),
    process.env,
  );
  const log = createLog('s3', config.LOG_LEVEL);
  const listening = await serve({
    port: config.S3_PORT,
    dataDir: config.S3_DATA_DIR,
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
    region: config.S3_REGION,
    corsOrigins: config.S3_CORS_ORIGINS,
    onFault: (error) => log.error({ err: error }, 'a request failed'),
  });
  log.info({ url: listening.url }, 'listening');
  process.once('SIGTERM', () => void listening.close());
  process.once('SIGINT', () => void listening.close());
}
