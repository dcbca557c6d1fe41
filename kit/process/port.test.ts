import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isRefusedByFetch } from './http/refused-ports.ts';
import { claimPort, freePorts } from './port.ts';

const untilListening = async (port: number) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { close: () => new Promise((resolve) => server.close(resolve)) };
};

describe('A port that is claimed', () => {
  it('is that of the variable, or the default', async () => {
    const [first = 0, second = 0] = await freePorts(2);
    expect(await claimPort({ SHOP_PORT: String(first) }, 'SHOP_PORT', second)).toBe(first);
    expect(await claimPort({}, 'SHOP_PORT', second)).toBe(second);
    expect(await claimPort({ SHOP_PORT: '' }, 'SHOP_PORT', second)).toBe(second);
  });

  it.each(['0', '65536', '-1', '80.5', 'http', '0x50', '1e3'])('cannot be %j', async (text) => {
    await expect(claimPort({ SHOP_PORT: text }, 'SHOP_PORT', 4000)).rejects.toThrow(
      `SHOP_PORT=${text} is not a port. Set it to a number from 1 to 65535.`,
    );
  });

  it('cannot be in use', async () => {
    const [port = 0] = await freePorts(1);
    const server = await untilListening(port);
    await expect(claimPort({}, 'SHOP_PORT', port)).rejects.toThrow(`Port ${port} is in use. Set SHOP_PORT`);
    await server.close();
  });

  it('cannot be one that clients of HTTP refuse', async () => {
    const message = 'Browsers and fetch refuse port 1720. Set SHOP_PORT to another port.';
    await expect(claimPort({ SHOP_PORT: '1720' }, 'SHOP_PORT', 4000)).rejects.toThrow(message);
    expect(await claimPort({ SHOP_PORT: '1720' }, 'SHOP_PORT', 4000, 'other')).toBe(1720);
  });
});

describe('Free ports', () => {
  it('are distinct, below the outgoing connections, and accepted by clients of HTTP', async () => {
    const ports = [...(await freePorts(400)), ...(await freePorts(400))];
    expect(new Set(ports).size).toBe(800);
    expect(ports.filter((port) => port < 10_000 || port >= 32_768 || isRefusedByFetch(port))).toEqual([]);
  });

  it('leave out the ports in use', async () => {
    const [port = 0] = await freePorts(1);
    // Where another program listens on it already, it is in use as well.
    const server = await untilListening(port + 1).catch(() => undefined);
    expect(await freePorts(50)).not.toContain(port + 1);
    await server?.close();
  });
});

describe('The ports that clients of HTTP refuse', () => {
  // Node's fetch rejects before it connects; another port fails later, because nothing listens.
  const refusedByNode = async (port: number) => {
    const failure = await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(5_000) }).then(
      () => undefined,
      (error: Error) => error.cause as Error | undefined,
    );
    return failure?.message === 'bad port';
  };

  it('are those that fetch refuses', async () => {
    const candidates = Array.from({ length: 12_000 }, (_, index) => index + 1).filter(isRefusedByFetch);
    expect(candidates.length).toBeGreaterThan(80);
    for (const port of candidates) expect([port, await refusedByNode(port)]).toEqual([port, true]);
    for (const port of [4000, 6001, 9000, 10_081]) expect([port, await refusedByNode(port)]).toEqual([port, false]);
  });
});
