import type { ClientConfig } from '@sanity/client';
import { EnvHttpProxyAgent } from 'undici';
import { exchange } from '#kit/process/http/exchange.ts';

/** How Sanity's client sends its requests: its own replacement of `fetch`. */
type Transport = ReturnType<NonNullable<ClientConfig['resolveFetch']>>;

/**
 * The transport of Sanity's clients, over connections that are kept alive. The variables HTTP_PROXY, HTTPS_PROXY and
 * NO_PROXY apply. It sends only texts.
 */
export function openTransport(): Transport {
  const agent = new EnvHttpProxyAgent({ allowH2: false });
  return async (url, { method = 'GET', headers, body, signal } = {}) => {
    const pathAt = url.indexOf('/', url.indexOf('//') + 2);
    const response = await exchange(agent, {
      origin: url.slice(0, pathAt),
      path: url.slice(pathAt),
      method: method as 'GET' | 'POST',
      headers: { 'accept-encoding': 'gzip', ...Object.fromEntries(new Headers(headers)) },
      body: (body ?? null) as string | null,
      signal,
    });
    const { status, statusText, body: bytes } = response;
    return {
      ok: status >= 200 && status < 300,
      status,
      statusText,
      headers: new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      url,
      redirected: false,
      body: null,
      text: async () => bytes.toString(),
      arrayBuffer: async () => new Uint8Array(bytes).buffer,
    };
  };
}
