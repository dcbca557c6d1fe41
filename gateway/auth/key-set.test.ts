import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sendJson } from '#kit/process/http/json.ts';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { serveKeySet } from './key-set.ts';

/** Identity, which serves these keys or fails, and a server of its keys. */
let shown: object | undefined;
let identity: Listening;
let gateway: Listening;

beforeAll(async () => {
  identity = await listen((_, response) => sendJson(response, shown ? 200 : 500, shown ?? {}), 0, '127.0.0.1');
  gateway = await listen(serveKeySet(identity.url, createLog('gateway', 'silent')), 0, '127.0.0.1');
});
afterAll(async () => {
  jest.restoreAllMocks();
  await Promise.all([identity.close(0), gateway.close(0)]);
});

async function published() {
  const response = await fetch(gateway.url);
  return [response.status, response.headers.get('cache-control'), await response.json()];
}

describe('The public keys', () => {
  it('are available after identity has published them, and remain available while it is unavailable', async () => {
    const before = await published();
    shown = { keys: [{ kid: 'a' }] };
    const first = await published();
    shown = undefined;
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    const duringOutage = await published();
    shown = { keys: [{ kid: 'b' }] };
    now.mockReturnValue(Date.now() + 1_000);
    // The first response after an outage is still the cached one; it triggers a refresh.
    let after = await published();
    while (JSON.stringify(after) === JSON.stringify(first)) after = await published();

    expect(before).toEqual([503, 'no-store', { status: 'identity is unavailable' }]);
    expect(first).toEqual([200, 'public, max-age=60', { keys: [{ kid: 'a' }] }]);
    expect(duringOutage).toEqual(first);
    expect(after).toEqual([200, 'public, max-age=60', { keys: [{ kid: 'b' }] }]);
  });
});
