import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectMedusa } from './client.ts';

describe('A response of Medusa', () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse) => void;
  const refuse = (status: number) => (response: ServerResponse) => response.writeHead(status).end('{"message":"no"}');
  const medusa = (milliseconds = 5_000) => connectMedusa(url, 'pk_test')(AbortSignal.timeout(milliseconds));
  const failure = (code: string) => ({ extensions: { code, system: 'Medusa' } });

  beforeAll(async () => {
    server = createServer((_, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('with status 404 is null, where null is allowed', async () => {
    answer = refuse(404);

    expect(await medusa().carts().find('cart_1')).toBeNull();
    expect(await medusa().customer('token').find()).toBeNull();
    await expect(medusa().regions()).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
    await expect(medusa().ownOrders(['order_1'], 'token')).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
  });

  it('with status 401 is a backend error, because the gateway has authenticated the customer', async () => {
    answer = refuse(401);

    await expect(medusa().exchange('token')).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
    await expect(medusa().customer('token').find()).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
  });

  it('with status 400 for a cursor is a client error', async () => {
    answer = refuse(400);

    await expect(medusa().changes({ after: 'x', first: 10, wait: 0 })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
    });
    await expect(medusa().tagIds(['x'])).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
  });

  it('with status 500 is a backend error with its cause', async () => {
    answer = refuse(500);

    await expect(medusa().check()).rejects.toMatchObject({
      message: 'Medusa cannot be reached.',
      cause: { status: 500 },
      ...failure('BACKEND_UNAVAILABLE'),
    });
  });

  it('that does not arrive is a timeout when the signal aborts', async () => {
    answer = () => {};

    await expect(medusa(50).categories()).rejects.toMatchObject(failure('BACKEND_TIMEOUT'));
  });

  it('that is missing, because Medusa is unreachable, is a backend error', async () => {
    const nowhere = connectMedusa('http://127.0.0.1:1', 'pk_test')(AbortSignal.timeout(5_000));

    await expect(nowhere.locations()).rejects.toMatchObject(failure('BACKEND_UNAVAILABLE'));
  });
});
