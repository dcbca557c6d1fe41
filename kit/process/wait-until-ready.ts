import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the service at `url` responds with success at `/health/ready`; rejects with its last response after `within`
 * milliseconds without another: a service that reports the progress of its start may need longer.
 */
export async function waitUntilReady(url: string, within = 15_000): Promise<void> {
  const address = new URL('/health/ready', url);
  let last = 'no answer';
  for (let deadline = Date.now() + within; Date.now() < deadline; await sleep(50)) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    const text = await response?.text();
    if (text === undefined || text === last) continue;
    last = text;
    deadline = Date.now() + within;
  }
  throw new Error(`${address} did not become ready: ${last}`);
}
