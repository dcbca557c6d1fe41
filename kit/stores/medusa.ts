import { Client, FetchError } from '@medusajs/js-sdk';
import { Agent } from 'undici';
import { exchange, type IncomingResponse } from '../process/http/exchange.ts';

type FetchInput = Parameters<Client['fetch']>[0];
type FetchArgs = NonNullable<Parameters<Client['fetch']>[1]>;

export interface MedusaAddress {
  /** `http://127.0.0.1:9000` */
  url: string;
  /** Required by store routes. */
  publishableKey?: string | undefined;
  /** Exempts from Medusa's rate limits. */
  serviceToken?: string | undefined;
}

/**
 * Medusa's official client, over connections that are kept alive. `fetch` sends the same requests and rejects with the
 * same errors as the original, which creates URLs and headers several times for each call.
 */
export function createMedusaClient({ url, publishableKey, serviceToken }: MedusaAddress): Client {
  return new KeptAliveClient(url, {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(publishableKey && { 'x-publishable-api-key': publishableKey }),
    ...(serviceToken && { 'x-axiom-service': serviceToken }),
  });
}

class KeptAliveClient extends Client {
  readonly #agent = new Agent({ allowH2: false });
  readonly #origin: string;
  readonly #path: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(baseUrl: string, headers: Readonly<Record<string, string>>) {
    super({ baseUrl, auth: { type: 'jwt', jwtTokenStorageMethod: 'nostore' } });
    const { origin, pathname } = new URL(baseUrl);
    this.#origin = origin;
    this.#path = pathname.replace(/\/$/, '');
    this.#headers = headers;
  }

  override async fetch<Body>(
    path: FetchInput,
    { method, query, body, headers, signal }: FetchArgs = {},
  ): Promise<Body> {
    const sent = { ...this.#headers, ...(headers as Record<string, string>) };
    const response = await exchange(this.#agent, {
      origin: this.#origin,
      path: `${this.#path}${path}${queryString(query)}`,
      method: (method ?? 'GET') as 'GET' | 'POST' | 'DELETE',
      headers: sent,
      body: body ? JSON.stringify(body) : null,
      signal: signal ?? undefined,
    });
    if (response.status >= 300) throw errorOf(response);
    const text = response.body.toString();
    return sent.accept === 'application/json' ? JSON.parse(text) : (text as Body);
  }
}

function errorOf({ status, statusText, body }: IncomingResponse): FetchError {
  let message = statusText;
  try {
    message = JSON.parse(body.toString()).message ?? statusText;
  } catch {
    // The response of a proxy.
  }
  return new FetchError(message, statusText, status);
}

/** Parameters as Medusa's client encodes them: `id[0]=a&created_at[$gt]=b`, without those that are missing or null. */
function queryString(query: object = {}): string {
  const pairs: string[] = [];
  const add = (name: string, value: unknown) => {
    if (value === undefined || value === null) return;
    if (typeof value !== 'object') pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
    else for (const [key, part] of Object.entries(value)) add(`${name}[${key}]`, part);
  };
  for (const [name, value] of Object.entries(query)) add(name, value);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
