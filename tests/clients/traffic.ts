import { jest } from '@jest/globals';

/** A request that a client sent. */
export interface Sent {
  method: string;
  url: URL;
  headers: Headers;
  body: unknown;
  /** The headers of the response, once it has arrived. */
  received?: Headers;
}

/** Records the requests that `fetch` sends from now on; they still go over the network. */
export function watchTraffic(): { sent: Sent[]; stop: () => void } {
  const real = globalThis.fetch;
  const sent: Sent[] = [];
  const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const record: Sent = { method: request.method, url: new URL(request.url), headers: request.headers, body };
    sent.push(record);
    const response = await real(input, init);
    record.received = response.headers;
    return response;
  });
  return { sent, stop: () => spy.mockRestore() };
}

/** Records console messages of a library instead of printing them. */
export function watchConsole(): { said: string[]; stop: () => void } {
  const said: string[] = [];
  const note = (...parts: unknown[]) => void said.push(parts.map(String).join(' '));
  const spies = (['warn', 'error'] as const).map((level) => jest.spyOn(console, level).mockImplementation(note));
  return {
    said,
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
