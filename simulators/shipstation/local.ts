import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { external, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';

/** Starts the ShipStation simulator at SHIPSTATION_PORT (4008), or uses the service at SHIPSTATION_URL. */
export const start: StartLocal = async ({ dataDir, env, secret, log, signal }) => {
  if (env.SHIPSTATION_URL) {
    const { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET } = env;
    if (!SHIPSTATION_KEY || !SHIPSTATION_SECRET) {
      throw new Error('SHIPSTATION_URL is set: set SHIPSTATION_KEY and SHIPSTATION_SECRET too.');
    }
    return external('ShipStation', SHIPSTATION_URL, { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET });
  }
  const port = await claimPort(env, 'SHIPSTATION_PORT', 4008);
  const address = `http://127.0.0.1:${port}`;
  const access = { SHIPSTATION_KEY: secret('shipstation-key'), SHIPSTATION_SECRET: secret('shipstation-secret') };
  const returns = {
    SHIPSTATION_RETURN_CARRIER: 'sandbox',
    SHIPSTATION_RETURN_SERVICE: 'sandbox_return',
    SHIPSTATION_RETURN_TRACKING_URL: 'https://carrier.axiom.example/parcels/{number}',
  };
  const child = await startChild({
    name: 'ShipStation sandbox',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('server.ts', import.meta.url))],
    env: {
      ...access,
      SHIPSTATION_PORT: String(port),
      SHIPSTATION_DATA_DIR: dataDir,
      NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE,
    },
    log,
    signal,
    // The request has no credentials, so a running server responds with 401.
    ready: async () => (await fetch(address, { signal: AbortSignal.timeout(1_000) })).status === 401,
  });
  return {
    name: 'ShipStation',
    kind: 'simulator',
    version: 'API 1',
    address,
    env: { SHIPSTATION_URL: address, ...access, ...returns },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};
