import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditOver } from '#subgraphs/identity/audit.ts';
import { openStore } from '#subgraphs/identity/database.ts';
import { type Fault, isFault } from '#subgraphs/identity/faults.ts';
import { type Partner, partnersOver } from '#subgraphs/identity/partners.ts';
import { root } from './house/folders.ts';
import { identityDatabaseUrl } from './house/identity-database.ts';
import { table } from './house/table.ts';

/**
 * `npm run partner -- …`: adds partner brands, makes and revokes their keys, in the database of the running house or the
 * one that IDENTITY_DATABASE_URL names.
 */
const usage = `Usage:
  npm run partner -- create <name>                 adds a partner brand
  npm run partner -- list                          lists partners and their keys
  npm run partner -- key <partner> [options]       makes a key for a partner, given by name or id; it is shown once
      --name <name>      what the key is called; "default" where left out
      --mode live|test   which houses accept it; test where left out
      --scope <scope>    what it may be used for; can be given several times
      --origin <origin>  a web page's origin that may send it; can be given several times
      --expires <date>   when it stops, as YYYY-MM-DD; in a year where left out
  npm run partner -- revoke <key>                  revokes a key, given by id or by how it begins
`;

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string', default: 'default' },
    mode: { type: 'string', default: 'test' },
    scope: { type: 'string', multiple: true, default: [] },
    origin: { type: 'string', multiple: true, default: [] },
    expires: { type: 'string' },
  },
});
const [verb = '', subject = ''] = positionals;

/** How the record tells these deeds from curators'. */
const by = 'npm run partner';
const day = (date: Date) => date.toISOString().slice(0, 10);

const database = openStore(identityDatabaseUrl(process.env));
const store = database.within(AbortSignal.timeout(10_000));
const partners = partnersOver(store);
const audit = auditOver(store);
try {
  process.stdout.write(await run());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await database.close();
}

async function run(): Promise<string> {
  switch (verb) {
    case 'create': {
      const partner = expectDone(await partners.create(subject));
      await audit.record({ action: 'partner.created', detail: { partnerId: partner.id, name: partner.name, by } });
      return `${partner.name} is ${partner.id}.\n`;
    }
    case 'list':
      return list();
    case 'key': {
      const partner = await find(subject);
      const expiresAt = values.expires === undefined ? null : readDate(values.expires);
      const { key, secret } = expectDone(
        await partners.createKey({
          partnerId: partner.id,
          name: values.name,
          mode: readMode(values.mode),
          scopes: values.scope,
          allowedOrigins: values.origin,
          expiresAt,
        }),
      );
      const detail = { keyId: key.id, prefix: key.prefix, partnerId: partner.id, by };
      await audit.record({ action: 'partner_key.created', detail });
      return `The key of ${partner.name}, until ${day(key.expiresAt)}. It is shown this once:\n\n  ${secret}\n`;
    }
    case 'revoke': {
      const key = expectDone(await partners.revokeKey(await keyId(subject)));
      await audit.record({ action: 'partner_key.revoked', detail: { keyId: key.id, prefix: key.prefix, by } });
      return `${key.prefix}… is revoked; every gateway refuses it within 5 seconds.\n`;
    }
    default:
      throw new Error(usage);
  }
}

async function list(): Promise<string> {
  const all = await partners.list({ offset: 0, limit: 1_000 });
  const rows = await Promise.all(
    all.map(async ({ id, name }) => {
      const keys = await partners.keysOf.load(id);
      const shown = keys.map(({ prefix, scopes, isActive, revokedAt, expiresAt }) => [
        name,
        `${prefix}…`,
        scopes.join(' '),
        isActive ? `until ${day(expiresAt)}` : revokedAt ? `revoked ${day(revokedAt)}` : `expired ${day(expiresAt)}`,
      ]);
      return shown.length > 0 ? shown : [[name, '', '', 'no key']];
    }),
  );
  return `${table(['Partner', 'Key', 'Scopes', 'Accepted'], rows.flat())}\n`;
}

async function find(nameOrId: string): Promise<Partner> {
  const found = (await partners.byId.load(nameOrId)) ?? (await partners.findByName(nameOrId));
  if (!found) throw new Error(`There is no partner ${JSON.stringify(nameOrId)}.`);
  return found;
}

/** The key that begins so, if there is just one; else what was given, which may be an id. */
async function keyId(given: string): Promise<string> {
  if (!given.startsWith('axk_')) return given;
  const found = await partners.listKeys(given.slice(0, 17), { offset: 0, limit: 2 });
  if (found.length > 1) throw new Error(`Several keys begin with ${given}; give more of it, or the id.`);
  return found[0]?.id ?? given;
}

function readMode(mode: string): 'LIVE' | 'TEST' {
  if (mode !== 'live' && mode !== 'test') throw new Error('--mode is live or test.');
  return mode === 'live' ? 'LIVE' : 'TEST';
}

function readDate(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime()))
    throw new Error('--expires is a date as YYYY-MM-DD.');
  return date;
}

function expectDone<Done extends object>(result: Done | Fault): Done {
  if (isFault(result)) throw new Error(result.userErrors.map(({ message }) => message).join('\n'));
  return result;
}
