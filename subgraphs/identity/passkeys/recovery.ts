import { randomBytes } from 'node:crypto';
import type { RecoverySignInInput } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { type Fault, notAccepted } from '../faults.ts';
import { accountSubject } from '../rate-limits.ts';
import { hashSecret, isSecretOf, unknownAccountHash } from '../secret-hash.ts';
import { customerOf, grantSession, type Proof, type SessionGrant } from '../sessions/grants.ts';
import { accountOf } from '../sessions/viewers.ts';
import type { FoundCode } from './recovery-codes.ts';

/** A session opened by a recovery code, and how many codes are left. */
export interface Recovered {
  grant: SessionGrant;
  codesRemaining: number;
}

/**
 * Makes new recovery codes for the customer who asks, whose old ones stop working. A code is 150 random bits as six groups
 * of five characters: the first two groups find it, the others prove it, and only their hash is kept.
 */
export async function generateRecoveryCodes(context: Context): Promise<string[]> {
  const account = accountOf(context);
  const codes = Array.from({ length: 10 }, makeCode);
  const stored = codes.map(async ({ locator, secret }) => ({ locator, hash: await hashSecret(secret) }));
  await context.recoveryCodes.replace(account, await Promise.all(stored));
  return codes.map(({ locator, secret }) => (locator + secret).replaceAll(/.{5}(?=.)/g, '$&-'));
}

/**
 * Signs in with a recovery code: uses it up, ends every other session of its account and opens one that has proved
 * nothing but the code. A code that we do not know costs the same work as one that we do.
 */
export async function signInByCode(
  context: Context,
  { code, transport }: RecoverySignInInput,
): Promise<Recovered | Fault> {
  const { request, rateLimits, recoveryCodes, sessions } = context;
  const read = readCode(code);
  const find = async () => read && recoveryCodes.find(read.locator);
  await rateLimits.recover(request, { subject: read?.locator, owner: async () => ownerOfCode(await find()) });
  const found = await find();
  const holds = await isSecretOf(found?.hash ?? unknownAccountHash, read?.secret ?? '');
  if (!read || !found || !holds) return notAccepted();

  const { account } = found;
  const customer = await customerOf(context, found);
  let codesRemaining: number | undefined;
  const proof: Proof = { kind: 'CUSTOMER', account, customer, methods: ['otp'] };
  const grant = await grantSession(context, proof, transport, async (session) => {
    const endOthers = () => sessions.endAll({ account, customer }, session);
    codesRemaining = await recoveryCodes.use(account, read.locator, session, endOthers);
    return codesRemaining !== undefined;
  });
  return grant && codesRemaining !== undefined ? { grant, codesRemaining } : notAccepted();
}

interface Code {
  locator: string;
  secret: string;
}

/** What the devices of a code's owner are known for. */
function ownerOfCode(found: FoundCode | undefined): string | undefined {
  return found && accountSubject(found.account);
}

/** Crockford's base 32, which leaves out letters that look like digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function makeCode(): Code {
  return split([...randomBytes(30)].map((byte) => alphabet[byte % 32]).join(''));
}

/** A code as somebody types it in; undefined for what cannot be one. */
function readCode(typed: string): Code | undefined {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{30}$/.test(text) ? split(text) : undefined;
}

function split(text: string): Code {
  return { locator: text.slice(0, 10), secret: text.slice(10) };
}
