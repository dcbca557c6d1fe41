import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { portVariables } from '#launcher/services.ts';
import { generousEnv } from '#tests/support/gateway-env.ts';

/**
 * The environment of a measured installation: free ports, no cache in the gateway, and no limits for viewers unless those of
 * production are given.
 */
export async function benchEnvironment(limits: 'none' | 'production' = 'none'): Promise<Environment> {
  const ports = await freePorts(portVariables.length);
  return {
    ...process.env,
    ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
    LOG_LEVEL: 'error',
    // Equal requests would be answered without being executed.
    CACHE_MEMORY_MB: '0',
    // What is measured is asked without pause, as no viewer may.
    ...(limits === 'none' && generousEnv),
  };
}

/** The same, where clients have addresses of their own and processes can be inspected. */
export async function attackedEnvironment(limits: 'none' | 'production' = 'production'): Promise<Environment> {
  const env = await benchEnvironment(limits);
  return { ...env, TRUSTED_PROXIES: '1', NODE_OPTIONS: '--inspect=127.0.0.1:0' };
}
