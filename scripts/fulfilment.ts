import { basic, jsonClient } from '#kit/process/http/json-client.ts';
import { runCommand } from '#launcher/command.ts';
import { redisUrl } from '#launcher/redis-url.ts';
import { localSecret } from '#launcher/secrets.ts';
import { table } from '#launcher/table.ts';
import { type DeadLetters, openDeadLetters } from '#workers/fulfilment/dead-letters.ts';

/**
 * `npm run fulfilment -- …`: manages the dead letters of fulfilment, which are orders that could not be sent to the warehouse, in
 * the Redis of the local stack or at REDIS_URL. Also simulates shipments in the local ShipStation simulator.
 */
const usage = `Usage:
  npm run fulfilment -- list                    lists the orders in the dead letters, with the reasons
  npm run fulfilment -- replay <order> …        sends these orders again
  npm run fulfilment -- replay --all            sends all of them again
  npm run fulfilment -- ship <number> <tracking number>
                                                lets the simulator ship the order with this number
`;

const [verb, ...rest] = process.argv.slice(2);
await runCommand(() => (verb === 'ship' ? ship() : withDeadLetters(run)));

async function withDeadLetters(work: (deadLetters: DeadLetters) => Promise<string>): Promise<string> {
  const deadLetters = openDeadLetters(redisUrl(process.env));
  return work(deadLetters).finally(deadLetters.close);
}

async function ship(): Promise<string> {
  const [number, trackingNumber] = rest;
  if (!number || !trackingNumber || rest.length > 2) throw new Error(usage);
  const { SHIPSTATION_URL, SHIPSTATION_PORT = '4008' } = process.env;
  if (SHIPSTATION_URL) throw new Error('SHIPSTATION_URL is set: shipments can be simulated only without it.');
  const requestJson = jsonClient(
    'The ShipStation simulator',
    basic(localSecret('shipstation-key'), localSecret('shipstation-secret')),
  );
  const at = (path: string) => `http://127.0.0.1:${SHIPSTATION_PORT}${path}`;
  const { orders } = await requestJson<{ orders: { orderKey: string }[] }>(
    'GET',
    at(`/orders?orderNumber=${encodeURIComponent(number)}`),
  );
  const [order] = orders;
  if (!order) throw new Error(`The ShipStation simulator has no order number ${number}.`);
  await requestJson('POST', at('/sandbox/ship'), { orderKey: order.orderKey, trackingNumber });
  return `Order number ${number} is shipped with tracking number ${trackingNumber}.\n`;
}

async function run({ list, replay }: DeadLetters): Promise<string> {
  if (verb === 'list' && rest.length === 0) {
    const rows = (await list()).map(({ orderId, attempts, failedAt, reason }) => [
      orderId,
      String(attempts),
      failedAt.toISOString(),
      reason,
    ]);
    return rows.length > 0
      ? `${table(['Order', 'Attempts', 'Last attempt', 'Reason'], rows)}\n`
      : 'There are no dead letters.\n';
  }
  if (verb !== 'replay' || rest.length === 0) throw new Error(usage);
  const count = await replay(rest[0] === '--all' ? 'all' : rest);
  if (count === 0) throw new Error('There is no such order in the dead letters.');
  return `${count === 1 ? 'One order is' : `${count} orders are`} sent again.\n`;
}
