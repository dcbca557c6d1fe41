import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readServiceKey } from './service-key.ts';

describe('The key of the services', () => {
  /** The statuses of the next sign-ins; 200 after that. */
  let statuses: number[];
  let requests: string[];
  let folder: string;
  const medusa = createServer((request, response) => {
    requests.push(request.url ?? '');
    const status = request.url === '/admin/api-keys' ? 200 : (statuses.shift() ?? 200);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? { token: 'signed-in', api_key: { token: 'sk_new' } } : {}));
  });
  const read = () => {
    const { port } = medusa.address() as AddressInfo;
    return readServiceKey(`http://127.0.0.1:${port}`, 'password', 'token', join(folder, 'key'));
  };

  beforeEach(async () => {
    [statuses, requests] = [[], []];
    folder = await mkdtemp(join(tmpdir(), 'axiom-key-'));
    await new Promise<void>((resolve) => medusa.listen(0, '127.0.0.1', () => resolve()));
  });
  afterEach(async () => {
    medusa.closeAllConnections();
    await new Promise((resolve) => medusa.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('is created once and stored', async () => {
    expect(await read()).toBe('sk_new');
    expect(await read()).toBe('sk_new');

    expect(requests).toEqual(['/auth/user/emailpass', '/admin/api-keys']);
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe('sk_new');
  });

  it('is created as soon as Medusa has its Redis', async () => {
    statuses = [503, 503];

    expect(await read()).toBe('sk_new');

    expect(requests).toEqual([...Array(3).fill('/auth/user/emailpass'), '/admin/api-keys']);
  });

  it('is refused with a wrong password, at once', async () => {
    statuses = [401];

    await expect(read()).rejects.toMatchObject({ status: 401 });

    expect(requests).toEqual(['/auth/user/emailpass']);
  });
});
