/** A response without a success status (2xx). */
export class HttpError extends Error {
  readonly status: number;
  /** Seconds to wait before a retry, when the response says so. */
  readonly retryAfter: number | undefined;

  constructor(system: string, status: number, text: string, retryAfter?: number) {
    super(`${system} answers ${status}: ${text.slice(0, 300)}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Sends a request for JSON. Rejects with `HttpError` for a status other than 2xx, and as `fetch` does without a response. */
export type RequestJson = <Body>(method: 'GET' | 'POST', address: string, body?: object) => Promise<Body>;

/** A client of one system. Requests time out after 10 seconds and follow no redirects. */
export function jsonClient(system: string, authorization: string): RequestJson {
  return async <Body>(method: 'GET' | 'POST', address: string, body?: object) => {
    const response = await fetch(address, {
      method,
      headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Body;
    const seconds = Number(
      response.headers.get('x-rate-limit-reset') ?? response.headers.get('retry-after') ?? Number.NaN,
    );
    throw new HttpError(system, response.status, text, Number.isFinite(seconds) ? seconds : undefined);
  };
}

/** Basic credentials (RFC 7617). */
export function basic(name: string, password = ''): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
