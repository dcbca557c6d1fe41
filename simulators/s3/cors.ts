import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Error } from './errors.ts';

const methods = ['GET', 'HEAD', 'PUT'];
const exposed = 'ETag, Accept-Ranges, Content-Range, Content-Length, Last-Modified, x-amz-request-id';

/** Lets pages of an allowed origin read the response. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  isAllowed: (origin: string) => boolean,
): void {
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
  const { origin } = request.headers;
  if (origin === undefined || !isAllowed(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', exposed);
}

/** Responds to a CORS preflight request. Throws AccessDenied when the origin or the method is not allowed. */
export function sendPreflight(request: IncomingMessage, response: ServerResponse): void {
  const method = request.headers['access-control-request-method'] ?? '';
  if (!response.hasHeader('access-control-allow-origin') || !methods.includes(method)) {
    throw new S3Error('AccessDenied', 'CORSResponse: This CORS request is not allowed.');
  }
  response.writeHead(200, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '3000',
    'content-length': '0',
  });
  response.end();
}
