import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * The port number that `variable` holds, or `fallback` when it is unset. Rejects with a message that names the
 * port and the variable when the value is no port (1 to 65535) or the port on 127.0.0.1 is taken.
 */
export async function claimPort(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  fallback: number,
): Promise<number> {
  const text = env[variable] || String(fallback);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`${variable}=${text} is not a port. Set it to a number from 1 to 65535.`);
  }
  if (!(await isFree(port))) {
    throw new Error(`Port ${port} is taken. Set ${variable} to a free one, or end the program that listens there.`);
  }
  return port;
}

/**
 * Ports that nothing listens on at this moment, all different. They lie below those that systems give to outgoing
 * connections (32768 and up), one of which could take a port before somebody listens there.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(10_000, 32_768);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
    return true;
  } catch {
    return false;
  }
}

function listen(port: number) {
  const server = createServer();
  return new Promise<typeof server>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
