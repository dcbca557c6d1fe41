import { runCommand } from '#launcher/command.ts';
import { identityDatabaseUrl, identityKeySecret } from '#launcher/identity-database.ts';
import { table } from '#launcher/table.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import {
  createSigningKeyStore,
  leadMilliseconds,
  type SigningKey,
  type SigningKeyStore,
  signerAmong,
} from '#subgraphs/identity/sessions/signing-keys.ts';
import { makeKey } from '#subgraphs/identity/sessions/tokens.ts';

/**
 * `npm run keys -- …`: manages the keys that sign the tokens of Elite Sessions, in the database of the local stack or the one at
 * IDENTITY_DATABASE_URL, which needs its IDENTITY_KEY_SECRET too.
 */
const usage = `Usage:
  npm run keys -- list      lists the keys whose tokens are accepted
  npm run keys -- rotate    adds a key that signs 5 minutes later; open sessions stay valid
`;

await runCommand(async () => {
  const database = openIdentityDatabase(identityDatabaseUrl(process.env));
  return run(createSigningKeyStore(database), process.argv[2]).finally(database.close);
});

async function run(keys: SigningKeyStore, verb: string | undefined): Promise<string> {
  switch (verb) {
    case 'list':
      return list(keys);
    case 'rotate': {
      const secret = Buffer.from(identityKeySecret(process.env), 'hex');
      await keys.renew(0, () => makeKey(secret));
      return list(keys);
    }
    default:
      throw new Error(usage);
  }
}

async function list(keys: SigningKeyStore): Promise<string> {
  const listed = await keys.list();
  const signer = signerAmong(listed);
  const rows = listed.map((key) => [key.kid, key.createdAt.toISOString(), stateOf(key, signer)]);
  return `${table(['Key', 'Created', 'State'], rows)}\n`;
}

function stateOf({ kid, createdAt, retiredAt }: SigningKey, signer: SigningKey | undefined): string {
  if (kid === signer?.kid) return 'signs';
  if (retiredAt) return `retired ${retiredAt.toISOString()}`;
  return `signs from ${new Date(createdAt.getTime() + leadMilliseconds).toISOString()}`;
}
