import { createLog } from '#kit/process/log.ts';
import { cacheTimes, isCacheTag } from '#kit/stores/cache-keys.ts';
import { openPublisher, type Publisher } from '#kit/stores/cache-publisher.ts';
import { firstAttempt, openRedis } from '#kit/stores/redis.ts';
import { runCommand } from '#launcher/command.ts';
import { redisUrl } from '#launcher/redis-url.ts';
import { table } from '#launcher/table.ts';

/** `npm run cache -- …`: drops entries of the gateways' caches, through the Redis of the local stack or at REDIS_URL. */
const usage = `Usage:
  npm run cache -- purge <tag> …   drops what has one of the tags in every gateway: product:prod_1, article:the-bark, products
  npm run cache -- purge --all     drops everything
  npm run cache -- status          lists the gateways, the last event that each has handled, and the events after it
`;

await runCommand(async () => {
  const work = readCommand(process.argv.slice(2));
  const redis = openRedis(redisUrl(process.env), 'axiom-cache-command', createLog('cache', 'silent'));
  await firstAttempt(redis);
  return work(openPublisher(redis)).finally(() => redis.disconnect());
});

function readCommand([verb, ...rest]: string[]): (publisher: Publisher) => Promise<string> {
  if (verb === 'status' && rest.length === 0) return status;
  const isAll = rest.length === 1 && rest[0] === '--all';
  if (verb === 'purge' && rest.length > 0 && (isAll || rest.every(isCacheTag))) {
    return (publisher) => purge(publisher, isAll ? ['*'] : rest);
  }
  throw new Error(usage);
}

async function purge(publisher: Publisher, tags: string[]): Promise<string> {
  const published = await publisher.publish([{ tags }]);
  const timeout = 2 * (cacheTimes.lease + cacheTimes.shortLife);
  if (!(await publisher.acknowledged(published, timeout))) {
    throw new Error('The purge is published, but it is not certain that all gateways have executed it. See `status`.');
  }
  return `Dropped ${tags.join(', ')}. Gateways: ${(await publisher.gateways()).length}.\n`;
}

async function status(publisher: Publisher): Promise<string> {
  const rows = (await publisher.gateways()).map(({ name, position, behind }) => [
    name,
    position,
    new Date(Number(position.split('-')[0])).toISOString(),
    String(behind),
  ]);
  if (rows.length === 0) return 'No gateway is registered.\n';
  return `${table(['Gateway', 'Last event', 'At', 'Events behind'], rows)}\n`;
}
