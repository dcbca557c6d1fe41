import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { basic, jsonClient } from '#kit/process/http/json-client.ts';
import { root } from '#launcher/folders.ts';
import { localSecret } from '#launcher/secrets.ts';
import { table } from '#launcher/table.ts';
import { type DeadLetters, openDeadLetters } from '#workers/fulfilment/dead-letters.ts';

/**
 * `npm run fulfilment -- …`: the orders that could not be delivered, in the Redis of the running house or at REDIS_URL; and
 * the work of people in the warehouse, at the sandbox of the running house.
 */
const usage = `Usage:
  npm run fulfilment -- list                    lists the orders that are left to people, and why
  npm run fulfilment -- replay <order> …        sends those orders once more
  npm run fulfilment -- replay --all            sends all of them once more
  npm run fulfilment -- ship <number> <tracking number>
                                                has the sandbox send the order of that number
`;

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const [verb, ...rest] = process.argv.slice(2);
try {
  process.stdout.write(verb === 'ship' ? await ship() : await withLetters(run));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function withLetters(work: (letters: DeadLetters) => Promise<string>): Promise<string> {
  const letters = openDeadLetters(redisUrl());
  return work(letters).finally(letters.close);
}

async function ship(): Promise<string> {
  const [number, trackingNumber] = rest;
  if (!number || !trackingNumber || rest.length > 2) throw new Error(usage);
  const { SHIPSTATION_URL, SHIPSTATION_PORT = '4008' } = process.env;
  if (SHIPSTATION_URL) throw new Error('SHIPSTATION_URL is set: what is sent there, people decide.');
  const ask = jsonClient('The sandbox', basic(localSecret('shipstation-key'), localSecret('shipstation-secret')));
  const at = (path: string) => `http://127.0.0.1:${SHIPSTATION_PORT}${path}`;
  const { orders } = await ask<{ orders: { orderKey: string }[] }>(
    'GET',
    at(`/orders?orderNumber=${encodeURIComponent(number)}`),
  );
  const [order] = orders;
  if (!order) throw new Error(`The sandbox has no order number ${number}.`);
  await ask('POST', at('/sandbox/ship'), { orderKey: order.orderKey, trackingNumber });
  return `Order number ${number} is on its way as ${trackingNumber}.\n`;
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
  return REDIS_URL || `redis://:${localSecret('redis')}@127.0.0.1:${REDIS_PORT}`;
}
