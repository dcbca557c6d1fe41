import type { ServerResponse } from 'node:http';

/** The codes of refusals, with their HTTP statuses and meanings. The meaning of a code never changes. */
export const refusals = {
  BAD_ADDRESS: [400, 'The address is not one that the graph has returned.'],
  BAD_SIGNATURE: [403, 'The signature of the address is wrong. Use the URL of `Image.url` without changes.'],
  NOT_FOUND: [404, 'There is no such picture.'],
  METHOD_NOT_ALLOWED: [405, 'A picture can only be read.'],
  TOO_LARGE: [413, 'The original has too many bytes or pixels.'],
  UNSUPPORTED_FORMAT: [415, 'The original is not a JPEG, PNG, WebP or AVIF.'],
  ANIMATED: [415, 'The original has more than one frame.'],
  UNREADABLE: [415, 'The original is damaged or incomplete.'],
  BUSY: [503, 'Too many pictures are being made. Try again after a second.'],
  UNAVAILABLE: [503, 'The storage of pictures is unavailable. Try again after a second.'],
  TOO_SLOW: [503, 'The picture could not be made in time.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof refusals;

/** Ends a request with the status and the code. */
export class PictureRefusal extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, cause?: unknown) {
    super(refusals[code][1], { cause });
    this.code = code;
  }
}

/** Seconds for which a cache may keep a refusal that has its reason in the original. */
const refusalSeconds = 60;

/** Responds with `{ code, message }`. */
export function sendRefusal(response: ServerResponse, code: RefusalCode): void {
  const [status, message] = refusals[code];
  const isOfOriginal = [404, 413, 415].includes(status);
  const body = Buffer.from(JSON.stringify({ code, message }));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': isOfOriginal ? `public, max-age=${refusalSeconds}` : 'no-store',
    'access-control-allow-origin': '*',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(status === 503 && { 'retry-after': '1' }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
