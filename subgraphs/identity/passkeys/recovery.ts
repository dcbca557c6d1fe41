import { randomBytes } from 'node:crypto';
import type { RecoverySignInInput } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { type CustomerServices, ensureCustomer } from '../customers/ensure-customer.ts';
import { accountSubject, type RateLimits } from '../rate-limits.ts';
import { type IdentityResult, notAccepted } from '../results.ts';
import { hashSecret, isSecretOf, unknownAccountHash } from '../secret-hash.ts';
import { type Authentication, grantSession, type SessionGrant, type SessionServices } from '../sessions/grants.ts';
import { accountOf } from '../viewer.ts';
import type { FoundCode, RecoveryCodeStore } from './recovery-codes.ts';

/** A session opened with a recovery code, and the number of unused codes. */
export interface Recovered {
  grant: SessionGrant;
  codesRemaining: number;
}

/** The services for signing in with a recovery code. */
interface RecoveryServices extends CustomerServices, SessionServices {
  rateLimits: RateLimits;
  recoveryCodes: RecoveryCodeStore;
}

/**
 * Creates recovery codes for the viewer, a customer; the previous codes become invalid. A code is 150 random bits as six
 * groups of five characters: the first two groups are the locator by which the code is found, the others are the secret, of
 * which only a hash is stored.
 */
export async function generateRecoveryCodes({
  recoveryCodes,
  request,
}: {
  recoveryCodes: RecoveryCodeStore;
  request: SubgraphRequest;
}): Promise<string[]> {
  const account = accountOf(request.viewer);
  const codes = Array.from({ length: 10 }, makeCode);
  const stored = codes.map(async ({ locator, secret }) => ({ locator, hash: await hashSecret(secret) }));
  await recoveryCodes.replace(account, await Promise.all(stored));
  return codes.map(({ locator, secret }) => (locator + secret).replaceAll(/.{5}(?=.)/g, '$&-'));
}

/**
 * Signs in with a recovery code: uses the code up, ends all other sessions of its account and opens a session whose only
 * authentication method is the code. Unknown codes cost the same work as known ones, so that codes cannot be enumerated.
 */
export async function signInByCode(
  services: RecoveryServices,
  { code, transport }: RecoverySignInInput,
): Promise<IdentityResult<Recovered>> {
  const { request, rateLimits, recoveryCodes, sessions } = services;
  const read = readCode(code);
  const find = async () => read && recoveryCodes.find(read.locator);
  await rateLimits.recovery(request, { subject: read?.locator, owner: async () => ownerOfCode(await find()) });
  const found = await find();
  const isRight = await isSecretOf(found?.hash ?? unknownAccountHash, read?.secret ?? '');
  if (!read || !found || !isRight) return notAccepted();

  const { account } = found;
  const customer = await ensureCustomer(services, found);
  let codesRemaining: number | undefined;
  const authentication: Authentication = { kind: 'CUSTOMER', account, customer, methods: ['otp'] };
  const grant = await grantSession(services, authentication, transport, async (session) => {
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

/** The subject of the known devices of the code's owner. */
function ownerOfCode(found: FoundCode | undefined): string | undefined {
  return found && accountSubject(found.account);
}

/** Crockford's base 32, which omits letters that resemble digits or other letters. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function makeCode(): Code {
  return split([...randomBytes(30)].map((byte) => alphabet[byte % 32]).join(''));
}

/** Normalises a code as typed by a person; undefined when it is malformed. */
function readCode(typed: string): Code | undefined {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{30}$/.test(text) ? split(text) : undefined;
}

function split(text: string): Code {
  return { locator: text.slice(0, 10), secret: text.slice(10) };
}
