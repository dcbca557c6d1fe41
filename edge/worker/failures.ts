/** The error codes that the edge answers with; their meanings are those of the gateway. */
export type Code =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'FORBIDDEN'
  | 'GATEWAY_UNAVAILABLE'
  | 'NOT_CACHED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNAUTHENTICATED';

/** A response with one GraphQL error, as the gateway would send it. It is not stored by any cache. */
export function fail(status: number, code: Code, message: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: {
      'content-type': 'application/graphql-response+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}

/** The response while the gateway cannot be reached, or has not answered in time. */
export function failUnreachable(error: unknown): Response {
  const isTimeout = (error as { name?: unknown } | undefined)?.name === 'TimeoutError';
  const message = isTimeout
    ? 'The gateway took too long to answer. Try again.'
    : 'The gateway cannot be reached. Try again.';
  return fail(isTimeout ? 504 : 502, 'GATEWAY_UNAVAILABLE', message, { 'retry-after': '1' });
}

/** The response to a client that accepts only a cached answer, where there is none. */
export function failNotCached(): Response {
  return fail(504, 'NOT_CACHED', 'No answer is cached here. Ask without `cache-control: only-if-cached`.');
}

/** A refusal of the gateway as it is, because it is JSON. Any other page of a gateway that is down was made by a proxy. */
export function readable(response: Response): Response {
  if (!isUnreachable(response) || /json/.test(response.headers.get('content-type') ?? '')) return response;
  void response.body?.cancel();
  return failUnreachable(undefined);
}

/** Whether a response says that the gateway is down: by a proxy, or by Cloudflare itself (520 to 530). */
export function isUnreachable({ status }: Response): boolean {
  return [502, 503, 504].includes(status) || (status >= 520 && status <= 530);
}
