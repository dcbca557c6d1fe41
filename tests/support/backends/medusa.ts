import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { start } from '#backends/medusa/local.ts';
import type { Commerce } from '#backends/medusa/seed.ts';
import { freePorts } from '#kit/process/port.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { curatorPassword, startSeededPostgres } from './medusa-postgres.ts';

/**
 * A Medusa for one test file, in its own process. `node tests/support/backends/medusa.ts <file>` starts an empty
 * Redis, and Medusa with the `catalogue` that the file exports, and prints its addresses and credentials as a line of JSON. Stops everything on SIGTERM.
 */
const [, , file = ''] = process.argv;
const secret = (name: string) => `secret-of-${name}`;
const stops: (() => Promise<void>)[] = [];

async function end(code: number): Promise<never> {
  for (const stop of stops.splice(0).reverse()) await stop();
  process.exit(code);
}
process.once('SIGTERM', () => end(0));

try {
  const { catalogue } = (await import(pathToFileURL(file).href)) as { catalogue: Commerce };
  const postgres = await startSeededPostgres('commerce', catalogue);
  stops.push(postgres.remove);
  const [port, redisPort] = await freePorts(2);
  const env = {
    ...process.env,
    MEDUSA_PORT: String(port),
    REDIS_PORT: String(redisPort),
    MEDUSA_DATABASE_URL: postgres.urls.MEDUSA_DATABASE_URL,
    MEDUSA_CURATOR_PASSWORD: curatorPassword,
    // Longer than any command on a busy machine.
    STORE_REDIS_TIMEOUT_MS: '20000',
    SALES_COUNT_SCHEDULE: '*/2 * * * * *',
  };
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-medusa-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const log = () => {};
  const redis = await startRedis({ dataDir, env, secret, log });
  stops.push(redis.stop);
  const medusa = await start({ dataDir, env: { ...env, AXIOM_REDIS_URL: redis.env.REDIS_URL }, secret, log });
  stops.push(medusa.stop);
  process.stdout.write(`${JSON.stringify({ ...medusa.env, ...redis.env })}\n`);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  await end(1);
}
