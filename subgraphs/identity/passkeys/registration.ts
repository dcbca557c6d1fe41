import { randomUUID } from 'node:crypto';
import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PasskeyRegistrationFinishInput } from '#generated/identity.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { Context } from '../context.ts';
import { type Fault, fault, notAccepted } from '../faults.ts';
import { readName } from '../names.ts';
import { deviceOf } from '../sessions/device.ts';
import { customerOf, grantSession, namelessIn, type Proof, type SessionGrant } from '../sessions/grants.ts';
import { accountOf, ownerAsking } from '../sessions/viewers.ts';
import { accepted, handleOf, originsFor, passkeyMethods } from './ceremony.ts';
import { type Bindings, challengeSeconds } from './challenges.ts';
import { mostPasskeys, type NewCredential, type Passkey } from './credentials.ts';
import { algorithms, readRegistration, verifyRegistration } from './verification.ts';

/** A new passkey, and the session of a new account. */
export interface Registered {
  passkey: Passkey;
  grant: SessionGrant | null;
}

/** Begins a registration: by a customer or curator who proved who they are in the last 5 minutes, or by an anonymous viewer for a new account. */
export async function beginRegistration(
  context: Context,
  displayName: string | null | undefined,
): Promise<PublicKeyCredentialCreationOptionsJSON | Fault> {
  const { request, relyingParty, rateLimits, credentials, challenges } = context;
  const owner = ownerAsking(context, 300);
  const origins = originsFor(context);
  const name = typeof displayName === 'string' ? readName(displayName, 64) : namelessIn(relyingParty, owner);
  if (name === undefined) return fault('INVALID', 'Must have 1 to 64 characters.', ['input', 'displayName']);
  await rateLimits.begin(request, owner?.id);

  const account = await accountFor(context, owner);
  const passkeys = owner ? await credentials.list(account) : [];
  if (passkeys.length >= mostPasskeys) return tooMany;
  const bound = { origins, viewer: owner?.id ?? null, account, displayName: name };
  const challenge = await challenges.issue('registration', bound);
  return generateRegistrationOptions({
    rpID: relyingParty.id,
    rpName: relyingParty.name,
    userID: handleOf(account),
    userName: name,
    userDisplayName: name,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: challengeSeconds * 1000,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: relyingParty.userVerification },
    supportedAlgorithmIDs: algorithms,
  });
}

/** Finishes the registration of the viewer who began it: adds the passkey to their account, or makes one and opens a session. */
export async function finishRegistration(
  context: Context,
  { response, name, transport }: PasskeyRegistrationFinishInput,
): Promise<Registered | Fault> {
  const { request, relyingParty, rateLimits, challenges } = context;
  const owner = ownerAsking(context);
  const label = typeof name === 'string' ? readName(name, 100) : (deviceOf(request.client.userAgent) ?? 'Passkey');
  if (label === undefined) return fault('INVALID', 'Must have 1 to 100 characters.', ['input', 'name']);
  await rateLimits.register(request, owner?.id);

  const read = readRegistration(response);
  const bound = read && (await challenges.take('registration', read.challenge));
  if (!bound || bound.viewer !== (owner?.id ?? null)) return notAccepted();
  const credential = await accepted(context, verifyRegistration(read, bound.origins, relyingParty));
  if (!credential) return notAccepted();
  return owner
    ? addPasskey(context, bound.account, credential, label)
    : makeAccount(context, bound, credential, label, transport);
}

/** The account that gets the passkey; one that is yet to be made for an anonymous viewer. */
async function accountFor(context: Context, owner: SignedIn | undefined): Promise<string> {
  if (!owner) return randomUUID();
  if (owner.kind === 'CURATOR' || owner.account !== undefined) return accountOf(context);
  return context.accounts.ofCustomer(owner.id);
}

const tooMany = fault('TOO_MANY', `An account has at most ${mostPasskeys} passkeys.`);

async function addPasskey(
  { credentials }: Context,
  account: string,
  credential: NewCredential,
  name: string,
): Promise<Registered | Fault> {
  const passkey = await credentials.add(account, credential, name);
  if (passkey === 'TOO_MANY') return tooMany;
  return passkey ? { passkey, grant: null } : notAccepted();
}

/**
 * The account and its passkey are made at once, or not at all; then the customer, then the session. Where one of these
 * two fails, the passkey is good all the same, since the authenticator has it already: its next sign-in makes the
 * customer, who is one and the same however often it is tried, and opens the session.
 */
async function makeAccount(
  context: Context,
  { account, displayName }: Bindings['registration'],
  credential: NewCredential,
  name: string,
  transport: PasskeyRegistrationFinishInput['transport'],
): Promise<Registered | Fault> {
  const { accounts } = context;
  const passkey = await accounts.create(account, credential, name);
  if (!passkey) return notAccepted();
  const customer = await customerOf(context, { account, customer: null }, displayName);
  const { credentialId } = credential;
  const proof: Proof = { kind: 'ELITE', account, customer, methods: passkeyMethods, credential: credentialId };
  const grant = await grantSession(context, proof, transport, async (session) => {
    await accounts.record({ account, action: 'session.opened', detail: { credential: credentialId, session } });
    return true;
  });
  return { passkey, grant: grant ?? null };
}
