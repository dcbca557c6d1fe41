import { runCommand } from '#launcher/command.ts';
import { identityDatabaseUrl } from '#launcher/identity-database.ts';
import { table } from '#launcher/table.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import { createDeadLetterStore, type DeadLetterStore } from '#subgraphs/identity/mail/dead-letters.ts';

/** `npm run mail -- …`: manages the dead letters of mail, in the database of the local stack or the one at IDENTITY_DATABASE_URL. */
const usage = `Usage:
  npm run mail -- list          lists mail that could not be sent
  npm run mail -- retry <id>    sends a mail again, with all attempts
`;

await runCommand(async () => {
  const work = readCommand(process.argv.slice(2));
  const database = openIdentityDatabase(identityDatabaseUrl(process.env));
  const store = database.within(AbortSignal.timeout(10_000));
  return work(createDeadLetterStore(store)).finally(database.close);
});

function readCommand([verb, id, ...rest]: string[]): (deadLetters: DeadLetterStore) => Promise<string> {
  if (verb === 'list' && id === undefined) return list;
  if (verb === 'retry' && id !== undefined && rest.length === 0) return (deadLetters) => retry(deadLetters, id);
  throw new Error(usage);
}

async function list(deadLetters: DeadLetterStore): Promise<string> {
  const all = await deadLetters.list();
  if (all.length === 0) return 'There are no dead letters.\n';
  const rows = all.map(({ id, kind, createdAt, attemptCount, error, canBeSent }) => [
    id,
    kind,
    createdAt.toISOString(),
    String(attemptCount),
    error ?? '',
    canBeSent ? 'yes' : 'no',
  ]);
  return `${table(['Mail', 'Kind', 'Created', 'Attempts', 'Last error', 'Can be sent'], rows)}\n`;
}

async function retry(deadLetters: DeadLetterStore, id: string): Promise<string> {
  if (!(await deadLetters.retry(id)))
    throw new Error(`There is no dead letter ${JSON.stringify(id)} that can be sent.`);
  return `${id} is sent again.\n`;
}
