import { readEmail } from '#kit/graph/email.ts';
import { isRefused } from '#kit/graph/result.ts';
import { runCommand } from '#launcher/command.ts';
import { identityDatabaseUrl } from '#launcher/identity-database.ts';
import { table } from '#launcher/table.ts';
import { recordEvent } from '#subgraphs/identity/audit/audit-log.ts';
import { type Curator, type CuratorStore, createCuratorStore } from '#subgraphs/identity/curators/curators.ts';
import { grantableScopes, unknownScopeIn } from '#subgraphs/identity/curators/scopes.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import { sayIdentity } from '#subgraphs/identity/messages/messages.ts';
import type { IdentityResult } from '#subgraphs/identity/results.ts';

/**
 * `npm run curator -- …`: manages curators and their scopes, in the database of the local stack or the one at
 * IDENTITY_DATABASE_URL.
 */
const usage = `Usage:
  npm run curator -- list                          lists curators and their scopes
  npm run curator -- grant <e-mail> <scope> …      grants scopes; adds a new curator and shows the password once
  npm run curator -- revoke <e-mail> [<scope> …]   revokes scopes; all of them if none is named
  npm run curator -- reset <e-mail>                shows a new password once, deletes passkeys and ends sessions
The scopes are ${grantableScopes.join(', ')}.
`;

await runCommand(async () => {
  const work = readCommand(process.argv.slice(2));
  const database = openIdentityDatabase(identityDatabaseUrl(process.env));
  const curators = createCuratorStore(database.within(AbortSignal.timeout(10_000)), (query, { action, detail }) =>
    recordEvent(query, { action, detail: { ...detail, by: 'npm run curator' } }),
  );
  return work(curators).finally(database.close);
});

/** The action of the command line, which resolves to the text to print. Throws an error with the usage for anything else. */
function readCommand([verb, address = '', ...scopes]: string[]): (curators: CuratorStore) => Promise<string> {
  if (verb === 'list' && address === '') return list;
  const email = readEmail(address);
  const wrong = scopes[unknownScopeIn(scopes)];
  if (email === undefined || wrong !== undefined) {
    throw new Error(`${email === undefined ? 'Give an e-mail address.' : `There is no scope ${wrong}.`}\n\n${usage}`);
  }
  if (verb === 'grant' && scopes.length > 0) return (curators) => grant(curators, email, scopes);
  if (verb === 'revoke') return (curators) => revoke(curators, email, scopes);
  if (verb === 'reset' && scopes.length === 0) return (curators) => reset(curators, email);
  throw new Error(usage);
}

async function list(curators: CuratorStore): Promise<string> {
  const all = await curators.list({ after: null, limit: await curators.count() });
  const rows = all.map(({ email, id, scopes, passkeyCount }) => [
    email,
    id,
    scopes.join(' ') || 'none',
    passkeyCount > 0 ? `${passkeyCount} passkeys` : 'password',
  ]);
  return `${table(['Curator', 'Id', 'Scopes', 'Signs in with'], rows)}\n`;
}

async function grant(curators: CuratorStore, email: string, scopes: string[]): Promise<string> {
  const known = await curators.withEmail(email);
  if (known) return change(curators, known, [...known.scopes, ...scopes]);
  const { curator, password } = expectDone(await curators.create(email, scopes, null));
  return `${describe(curator)} The password, which is not shown again:\n\n  ${password}\n`;
}

async function revoke(curators: CuratorStore, email: string, scopes: string[]): Promise<string> {
  const known = await find(curators, email);
  const remaining = scopes.length > 0 ? known.scopes.filter((scope) => !scopes.includes(scope)) : [];
  return change(curators, known, remaining);
}

async function reset(curators: CuratorStore, email: string): Promise<string> {
  const { password } = expectDone(await curators.reset((await find(curators, email)).id));
  return `The new password of ${email}, which is not shown again:\n\n  ${password}\n`;
}

async function change(curators: CuratorStore, { id }: Curator, scopes: string[]): Promise<string> {
  return `${describe(expectDone(await curators.setScopes(id, scopes, null)))} Open sessions have the new scopes within 2 seconds.\n`;
}

async function find(curators: CuratorStore, email: string): Promise<Curator> {
  const curator = await curators.withEmail(email);
  if (!curator) throw new Error(`There is no curator ${email}.`);
  return curator;
}

function describe({ email, scopes }: Curator): string {
  return scopes.length > 0 ? `${email} has ${scopes.join(', ')}.` : `${email} has no scopes.`;
}

function expectDone<Done extends object>(result: IdentityResult<Done>): Done {
  if (isRefused(result)) throw new Error(result.userErrors.map(({ text }) => sayIdentity(text, 'EN')).join('\n'));
  return result;
}
