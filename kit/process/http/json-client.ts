/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number;
  /** Seconds until it is worth asking again, where the answer says. */
  readonly wait: number | undefined;

  constructor(system: string, status: number, text: string, wait?: number) {
    super(`${system} answers ${status}: ${text.slice(0, 300)}`);
    this.status = status;
    this.wait = wait;
  }
}

/** Asks a system for JSON. Rejects with `Refused` for an answer that is no success, with what `fetch` says for none. */
export type Ask = <Answer>(method: 'GET' | 'POST', address: string, body?: object) => Promise<Answer>;

/** Prepares requests to one system, which wait 10 seconds at the longest and follow no one elsewhere. */
export function jsonClient(system: string, authorization: string): Ask {
  return async <Answer>(method: 'GET' | 'POST', address: string, body?: object) => {
    const response = await fetch(address, {
      method,
      headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Answer;
    const wait = Number(
      response.headers.get('x-rate-limit-reset') ?? response.headers.get('retry-after') ?? Number.NaN,
    );
    throw new Refused(system, response.status, text, Number.isFinite(wait) ? wait : undefined);
  };
}

/** Credentials in the form of RFC 7617. */
export function basic(name: string, password = ''): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
