import { withoutCookies } from './cookies.ts';
import type { Environment } from './environment.ts';
import { readable } from './failures.ts';
import { limitBody } from './limits.ts';
import { signContext } from './signed-context.ts';
import { bucketCookie, languageCookie, marketCookie, type Visitor } from './visitor.ts';

/** Headers that only the edge or Cloudflare may set. A client could use them to pretend an address or a market. */
const reserved =
  /^(x-axiom-(context|bucket)|x-forwarded-.*|forwarded|x-real-ip|true-client-ip|cf-.*|mf-.*|cdn-loop|via)$/;

/**
 * The headers that the gateway receives: those of the client without reserved ones and without the edge's own cookies, the
 * visitor's language as the only accepted one, the signed context, the address of the client as the only entry of `X-Forwarded-For`, and the number for experiments.
 */
export async function originHeaders(
  request: Request<unknown, IncomingRequestCfProperties>,
  visitor: Visitor,
  env: Environment,
): Promise<Headers> {
  const headers = new Headers();
  for (const [name, value] of request.headers) if (!reserved.test(name)) headers.append(name, value);
  const cookies = withoutCookies(request.headers.get('cookie'), [marketCookie, languageCookie, bucketCookie]);
  if (cookies === undefined) headers.delete('cookie');
  else headers.set('cookie', cookies);
  const url = new URL(request.url);
  // Cloudflare has replaced the client's own by what it can decode itself.
  headers.set('accept-encoding', acceptedEncoding(request));
  // What is cached for visitors of a language must not depend on more, even if the gateway refuses the signed context.
  headers.set('accept-language', visitor.language.toLowerCase());
  // Cloudflare overwrites this header of the client.
  const address = request.headers.get('cf-connecting-ip');
  if (address) headers.set('x-forwarded-for', address);
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1));
  headers.set('x-forwarded-host', url.host);
  headers.set('x-axiom-context', await signContext(visitor, env));
  if (visitor.bucket !== undefined) headers.set('x-axiom-bucket', String(visitor.bucket));
  return headers;
}

/** The `Accept-Encoding` of the client. Cloudflare reports it apart from the headers, because it encodes for the client itself. */
export function acceptedEncoding({ cf, headers }: Request<unknown, IncomingRequestCfProperties>): string {
  return cf?.clientAcceptEncoding ?? headers.get('accept-encoding') ?? 'identity';
}

/** The URL of a request at the gateway. */
export function originUrl(request: Request, { ORIGIN }: Environment): string {
  const { pathname, search } = new URL(request.url);
  // Not resolved as a relative URL: a path such as `//other.example` would name another host.
  return `${new URL(ORIGIN).origin}${pathname}${search}`;
}

/** Sends a request to the gateway and returns its response, both as streams. Rejects when the gateway cannot be reached. */
export async function passThrough(
  request: Request,
  headers: Headers,
  env: Environment,
): Promise<Response | 'too large'> {
  const { body, tooLarge } = limitBody(request, env);
  try {
    const { method } = request;
    const init = { method, headers, body, redirect: 'manual', ...(tooLarge && { signal: tooLarge }) } as const;
    return readable(await fetch(originUrl(request, env), init));
  } catch (error) {
    if (tooLarge?.aborted) return 'too large';
    throw error;
  }
}
