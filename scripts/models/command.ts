import { runCommand } from '#launcher/command.ts';
import { localSecret } from '#launcher/secrets.ts';
import { table } from '#launcher/table.ts';
import { openQueue, type Queue } from '#workers/assets/queue.ts';

/**
 * `npm run models -- …`: manages the dead letters of workers/assets, which are 3D models that could not be processed, in the
 * database of the local stack or the one at ASSETS_DATABASE_URL.
 */
const usage = `Usage:
  npm run models -- list                  lists the models that failed, with the reasons
  npm run models -- retry <digest> …      tries these models again
  npm run models -- retry --all           tries all of them again
`;

const [verb, ...rest] = process.argv.slice(2);
await runCommand(async () => {
  const { ASSETS_DATABASE_URL: url, POSTGRES_PORT } = process.env;
  const local = () =>
    `postgres://axiom_assets:${localSecret('postgres-axiom_assets')}@127.0.0.1:${POSTGRES_PORT || 5442}/axiom`;
  const queue = openQueue(url || local(), 1);
  return run(queue).finally(queue.close);
});

async function run({ failed, retry }: Queue): Promise<string> {
  if (verb === 'list' && rest.length === 0) {
    const rows = (await failed()).map(({ sha256, attemptCount, finishedAt, errorCode, errorMessage }) => [
      sha256,
      String(attemptCount),
      finishedAt.toISOString(),
      `${errorCode}: ${errorMessage}`,
    ]);
    return rows.length > 0 ? `${table(['File', 'Attempts', 'Failed', 'Reason'], rows)}\n` : 'No model has failed.\n';
  }
  if (verb !== 'retry' || rest.length === 0) throw new Error(usage);
  const count = await retry(rest[0] === '--all' ? 'all' : rest);
  if (count === 0) throw new Error('There is no such failed model.');
  return `${count === 1 ? 'One model is' : `${count} models are`} tried again.\n`;
}
