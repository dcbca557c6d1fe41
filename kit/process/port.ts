import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * The port number in `variable`, or `fallback` when it is unset. Rejects with a message that names the port and the
 * variable when the value is not a port (1 to 65535) or the port on 127.0.0.1 is in use.
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
    throw new Error(`Port ${port} is in use. Set ${variable} to a free port, or stop the program that listens on it.`);
  }
  return port;
}

/**
 * Distinct ports that are free at this moment. They are below the range of outgoing connections (32768 and up), one of
 * which could occupy a port before it is used.
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
