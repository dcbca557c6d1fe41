import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { isRefusedByFetch } from './http/refused-ports.ts';

/**
 * The port number in `variable`, or `fallback` when it is unset. Rejects with a message that names the port and the
 * variable when the value is not a port (1 to 65535), the port on 127.0.0.1 is in use, or the server speaks HTTP and
 * its clients refuse this port.
 */
export async function claimPort(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  fallback: number,
  protocol: 'HTTP' | 'other' = 'HTTP',
): Promise<number> {
  const text = env[variable] || String(fallback);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`${variable}=${text} is not a port. Set it to a number from 1 to 65535.`);
  }
  if (protocol === 'HTTP' && isRefusedByFetch(port)) {
    throw new Error(`Browsers and fetch refuse port ${port}. Set ${variable} to another port.`);
  }
  if (!(await isFree(port))) {
    throw new Error(`Port ${port} is in use. Set ${variable} to a free port, or stop the program that listens on it.`);
  }
  return port;
}

/** Ports that `freePorts` may return. Above are outgoing connections (32768 and up), which could occupy a port before it is used. */
const firstPort = 10_000;
const blockSize = 355;
const blocks = 64;

let next: number | undefined;

/**
 * Distinct ports that are free at this moment, and that clients of HTTP accept. Another process may use them before the caller does.
 * Processes that run at the same time mostly take them from different blocks, which makes it improbable.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tried = 0; ports.length < count; tried++) {
    if (tried === blocks * blockSize) throw new Error(`There are no ${count} free ports from ${firstPort} up.`);
    // The position in the block is random, because a later test in this process starts again with a new copy of this module.
    next ??= (process.pid % blocks) * blockSize + randomInt(blockSize);
    const port = firstPort + (next++ % (blocks * blockSize));
    if (!isRefusedByFetch(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
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
