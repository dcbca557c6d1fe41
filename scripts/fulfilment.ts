import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DeadLetters, openDeadLetters } from '#workers/fulfilment/letters.ts';
import { root } from './house/folders.ts';
import { houseSecret } from './house/secrets.ts';
import { table } from './house/table.ts';

/** `npm run fulfilment -- …`: the orders that could not be delivered, in the Redis of the running house or at REDIS_URL. */
const usage = `Usage:
  npm run fulfilment -- list                    lists the orders that are left to people, and why
  npm run fulfilment -- replay <order> …        sends those orders once more
  npm run fulfilment -- replay --all            sends all of them once more
`;

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const [verb, ...rest] = process.argv.slice(2);
const letters = openDeadLetters(redisUrl());
try {
  process.stdout.write(await run(letters));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await letters.close();
}

async function run({ list, replay }: DeadLetters): Promise<string> {
  if (verb === 'list' && rest.length === 0) {
    const rows = (await list()).map(({ orderId, attempts, failedAt, reason }) => [
      orderId,
      String(attempts),
      failedAt.toISOString(),
      reason,
    ]);
    return rows.length > 0 ? `${table(['Order', 'Attempts', 'Last', 'Why'], rows)}\n` : 'Nothing is left to people.\n';
  }
  if (verb !== 'replay' || rest.length === 0) throw new Error(usage);
  const count = await replay(rest[0] === '--all' ? 'all' : rest);
  if (count === 0) throw new Error('There is no such order among those that are left to people.');
  return `${count === 1 ? 'One order is' : `${count} orders are`} on the way again.\n`;
}

function redisUrl(): string {
  const { REDIS_URL, REDIS_PORT = '6389' } = process.env;
  return REDIS_URL || `redis://:${houseSecret('redis')}@127.0.0.1:${REDIS_PORT}`;
}
