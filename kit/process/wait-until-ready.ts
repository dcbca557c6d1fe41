import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the service at `url` responds with success at `/health/ready`; rejects with its last response after
 * `within` milliseconds.
 */
export async function waitUntilReady(url: string, within = 15_000): Promise<void> {
  const address = new URL('/health/ready', url);
  let last = 'no answer';
  for (const deadline = Date.now() + within; Date.now() < deadline; await sleep(50)) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    if (response) last = await response.text();
  }
  throw new Error(`${address} did not become ready: ${last}`);
}
