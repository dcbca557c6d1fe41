import { parseArgs } from 'node:util';
import { isRefused } from '#kit/graph/result.ts';
import { partnerPrefix } from '#kit/graph/session.ts';
import { runCommand } from '#launcher/command.ts';
import { identityDatabaseUrl } from '#launcher/identity-database.ts';
import { table } from '#launcher/table.ts';
import type { ActionRecorder } from '#subgraphs/identity/audit/account-events.ts';
import { recordEvent } from '#subgraphs/identity/audit/audit-log.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import { sayIdentity } from '#subgraphs/identity/messages/messages.ts';
import {
  createPartnerKeyStore,
  type PartnerKeyStore,
  prefixLength,
} from '#subgraphs/identity/partners/partner-keys.ts';
import { createPartnerStore, type Partner, type PartnerStore } from '#subgraphs/identity/partners/partners.ts';
import type { IdentityResult } from '#subgraphs/identity/results.ts';

/**
 * `npm run partner -- …`: manages partner brands and their keys, in the database of the local stack or the one at
 * IDENTITY_DATABASE_URL.
 */
const usage = `Usage:
  npm run partner -- create <name> [--contact <e-mail>]   adds a partner brand, with an address for notices
  npm run partner -- contact <partner> [<e-mail>]         changes the address for notices, or removes it
  npm run partner -- list                      lists partners and their keys
  npm run partner -- key <partner> [options]   makes a key for a partner, given by name or id, and shows it once
      --name <name>        name of the key; the default is "default"
      --mode live|test     which installations accept it; the default is test
      --scope <scope>      carbon:read or suppliers:read; can be repeated
      --origin <origin>    origin of web pages that may use it; can be repeated
      --expires <date>     expiry date, as YYYY-MM-DD; the default is in a year
  npm run partner -- revoke <key>              revokes a key, given by id or by its first 17 characters
`;

interface Options {
  name: string;
  mode: string;
  scope: string[];
  origin: string[];
  expires?: string;
  contact?: string;
}

/** The stores of partners and of their keys. */
interface Register {
  partners: PartnerStore;
  keys: PartnerKeyStore;
}

await runCommand(async () => {
  const work = readCommand(process.argv.slice(2));
  const database = openIdentityDatabase(identityDatabaseUrl(process.env));
  const store = database.within(AbortSignal.timeout(10_000));
  const register = { partners: createPartnerStore(store, record), keys: createPartnerKeyStore(store, record) };
  return work(register).finally(database.close);
});

/** Records who acted: this command instead of a curator. */
async function record(...[query, { action, detail }]: Parameters<ActionRecorder>): Promise<void> {
  await recordEvent(query, { action, detail: { ...detail, by: 'npm run partner' } });
}

/** The action of the command line, which resolves to the text to print. Throws an error with the usage for anything else. */
function readCommand(words: string[]): (register: Register) => Promise<string> {
  const { positionals, values } = readWords(words);
  const [verb, subject = '', ...rest] = positionals;
  const isAboutOne = subject !== '' && rest.length === 0;
  if (verb === 'list' && subject === '') return list;
  if (verb === 'create' && isAboutOne) return (register) => create(register, subject, values.contact);
  if (verb === 'contact' && subject !== '' && rest.length < 2) {
    return (register) => setContact(register, subject, rest[0] ?? null);
  }
  if (verb === 'key' && isAboutOne) return (register) => makeKey(register, subject, values);
  if (verb === 'revoke' && isAboutOne) return (register) => revoke(register, subject);
  throw new Error(usage);
}

function readWords(words: string[]): { positionals: string[]; values: Options } {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        name: { type: 'string', default: 'default' },
        mode: { type: 'string', default: 'test' },
        scope: { type: 'string', multiple: true, default: [] },
        origin: { type: 'string', multiple: true, default: [] },
        expires: { type: 'string' },
        contact: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`);
  }
}

async function create({ partners }: Register, name: string, contact?: string): Promise<string> {
  const partner = expectDone(await partners.create(name, contact));
  return `${partner.name} is ${partner.id}.\n`;
}

async function setContact({ partners }: Register, partner: string, contact: string | null): Promise<string> {
  const { id } = await find(partners, partner);
  const { name, contactEmail } = expectDone(await partners.setContact(id, contact));
  return contactEmail ? `Notices to ${name} are sent to ${contactEmail}.\n` : `${name} has no address for notices.\n`;
}

async function list({ partners, keys }: Register): Promise<string> {
  const all = await partners.list({ after: null, limit: await partners.count() });
  const rows = await Promise.all(
    all.map(async ({ id, name }) => {
      const ownKeys = await keys.ofPartner.load(id);
      const shown = ownKeys.map(({ prefix, scopes, isActive, revokedAt, expiresAt }) => {
        const state = isActive
          ? `until ${day(expiresAt)}`
          : `${revokedAt ? 'revoked' : 'expired'} ${day(revokedAt ?? expiresAt)}`;
        return [name, `${prefix}…`, scopes.join(' '), state];
      });
      return shown.length > 0 ? shown : [[name, '', '', 'no key']];
    }),
  );
  return `${table(['Partner', 'Key', 'Scopes', 'Accepted'], rows.flat())}\n`;
}

async function makeKey({ partners, keys }: Register, partner: string, options: Options): Promise<string> {
  const { id: partnerId, name: brand } = await find(partners, partner);
  const { name, scope: scopes, origin: allowedOrigins } = options;
  const expiresAt = options.expires === undefined ? null : readDay(options.expires);
  const input = { partnerId, name, mode: readMode(options.mode), scopes, allowedOrigins, expiresAt };
  const { key, secret } = expectDone(await keys.create(input));
  return `The key of ${brand}, until ${day(key.expiresAt)}. It is not shown again:\n\n  ${secret}\n`;
}

async function revoke({ keys }: Register, idOrBeginning: string): Promise<string> {
  const { prefix } = expectDone(await keys.revoke(await keyId(keys, idOrBeginning)));
  return `${prefix}… is revoked; every gateway rejects it within 5 seconds.\n`;
}

async function find(partners: PartnerStore, nameOrId: string): Promise<Partner> {
  const partner = (await partners.named(nameOrId)) ?? (await partners.byId.load(nameOrId));
  if (!partner) throw new Error(`There is no partner ${JSON.stringify(nameOrId)}.`);
  return partner;
}

/** The id of the key with this prefix, or the given text, which may be an id. */
async function keyId(keys: PartnerKeyStore, given: string): Promise<string> {
  if (!given.startsWith(partnerPrefix) || given.length < prefixLength) return given;
  const [found] = await keys.list(given, { after: null, limit: 1 });
  return found?.id ?? given;
}

function readMode(mode: string): 'LIVE' | 'TEST' {
  if (mode !== 'live' && mode !== 'test') throw new Error('--mode is live or test.');
  return mode === 'live' ? 'LIVE' : 'TEST';
}

function readDay(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || day(date) !== text) throw new Error('--expires is a date as YYYY-MM-DD.');
  return date;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function expectDone<Done extends object>(result: IdentityResult<Done>): Done {
  if (isRefused(result)) throw new Error(result.userErrors.map(({ text }) => sayIdentity(text, 'EN')).join('\n'));
  return result;
}
