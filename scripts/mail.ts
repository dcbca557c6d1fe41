import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#launcher/folders.ts';
import { identityDatabaseUrl } from '#launcher/identity-database.ts';
import { table } from '#launcher/table.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import { createDeadLetterStore, type DeadLetterStore } from '#subgraphs/identity/mail/dead-letters.ts';

/** `npm run mail -- …`: mail that was given up, in the database of the running house or the one that IDENTITY_DATABASE_URL names. */
const usage = `Usage:
  npm run mail -- list          lists mail that was given up
  npm run mail -- retry <id>    has a mail tried again, from the first attempt on
`;

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
try {
  const work = readCommand(process.argv.slice(2));
  const database = openIdentityDatabase(identityDatabaseUrl(process.env));
  const store = database.within(AbortSignal.timeout(10_000));
  process.stdout.write(await work(createDeadLetterStore(store)).finally(database.close));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function readCommand([verb, id, ...rest]: string[]): (letters: DeadLetterStore) => Promise<string> {
  if (verb === 'list' && id === undefined) return list;
  if (verb === 'retry' && id !== undefined && rest.length === 0) return (letters) => retry(letters, id);
  throw new Error(usage);
}

async function list(letters: DeadLetterStore): Promise<string> {
  const all = await letters.list();
  if (all.length === 0) return 'No mail was given up.\n';
  const rows = all.map(({ id, kind, createdAt, attemptCount, error, canBeSent }) => [
    id,
    kind,
    createdAt.toISOString(),
    String(attemptCount),
    error ?? '',
    canBeSent ? 'yes' : 'no',
  ]);
  return `${table(['Mail', 'Kind', 'Since', 'Attempts', 'Last refusal', 'Can be sent'], rows)}\n`;
}

async function retry(letters: DeadLetterStore, id: string): Promise<string> {
  if (!(await letters.retry(id)))
    throw new Error(`There is no mail ${JSON.stringify(id)} that was given up and can be sent.`);
  return `${id} is tried again.\n`;
}
