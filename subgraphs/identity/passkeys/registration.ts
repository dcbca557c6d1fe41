import { randomUUID } from 'node:crypto';
import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PasskeyRegistrationFinishInput } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import type { AccountStore } from '../customers/accounts.ts';
import { type CustomerServices, defaultName, ensureCustomer } from '../customers/ensure-customer.ts';
import { readName } from '../names.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, notAccepted, refuse } from '../results.ts';
import { type Authentication, grantSession, type SessionGrant, type SessionServices } from '../sessions/grants.ts';
import { describeDevice } from '../sessions/user-agent.ts';
import { accountOf, passkeyOwner } from '../viewer.ts';
import { handleOf, originsFor, passkeyMethods, verifiedOrLogged } from './ceremony.ts';
import { type Bindings, type ChallengeStore, challengeSeconds } from './challenges.ts';
import { type CredentialStore, maxPasskeys, type NewCredential, type Passkey } from './credentials.ts';
import { algorithms, type RelyingParty, readRegistration, verifyRegistration } from './verification.ts';

/** A new passkey; with a session when the account is new. */
export interface Registered {
  passkey: Passkey;
  grant: SessionGrant | null;
}

/** The services for beginning and finishing a registration. */
interface RegistrationServices {
  accounts: AccountStore;
  challenges: ChallengeStore;
  credentials: CredentialStore;
  rateLimits: RateLimits;
  relyingParty: RelyingParty;
  request: SubgraphRequest;
}

/**
 * Begins a registration: for a customer or curator who authenticated in the last 5 minutes, or for an anonymous viewer, who
 * gets a new account.
 */
export async function beginRegistration(
  services: RegistrationServices,
  displayName: string | null | undefined,
): Promise<IdentityResult<PublicKeyCredentialCreationOptionsJSON>> {
  const { request, relyingParty, rateLimits, accounts, credentials, challenges } = services;
  const owner = passkeyOwner(request.viewer, 300);
  const origins = originsFor(request, relyingParty);
  const name = typeof displayName === 'string' ? readName(displayName, 64) : defaultName(relyingParty, owner);
  if (name === undefined) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 64 }], ['input', 'displayName']);
  await rateLimits.passkeyBegin(request, owner?.id);

  const account = await accountFor(accounts, owner);
  const passkeys = owner ? await credentials.list(account) : [];
  if (passkeys.length >= maxPasskeys) return tooMany;
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

/**
 * Finishes a registration of the same viewer who began it: adds the passkey to their account, or creates an account and opens
 * a session.
 */
export async function finishRegistration(
  services: RegistrationServices & CustomerServices & SessionServices & { log: Log },
  { response, name, transport }: PasskeyRegistrationFinishInput,
): Promise<IdentityResult<Registered>> {
  const { request, relyingParty, rateLimits, challenges, credentials } = services;
  const owner = passkeyOwner(request.viewer);
  const label =
    typeof name === 'string' ? readName(name, 100) : (describeDevice(request.client.userAgent) ?? 'Passkey');
  if (label === undefined) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['input', 'name']);
  await rateLimits.passkeyRegistration(request, owner?.id);

  const read = readRegistration(response);
  const bound = read && (await challenges.consume('registration', read.challenge));
  if (!bound || bound.viewer !== (owner?.id ?? null)) return notAccepted();
  const credential = await verifiedOrLogged(services, verifyRegistration(read, bound.origins, relyingParty));
  if (!credential) return notAccepted();
  return owner
    ? addPasskey(credentials, bound.account, credential, label)
    : createAccount(services, bound, credential, label, transport);
}

/** The account that gets the passkey: the viewer's, or the id of an account to create for an anonymous viewer. */
async function accountFor(accounts: AccountStore, owner: SignedIn | undefined): Promise<string> {
  if (!owner) return randomUUID();
  if (owner.kind === 'CURATOR' || owner.account !== undefined) return accountOf(owner);
  return accounts.ofCustomer(owner.id);
}

const tooMany = refuse('TOO_MANY', ['tooManyPasskeys', { most: maxPasskeys }]);

async function addPasskey(
  credentials: CredentialStore,
  account: string,
  credential: NewCredential,
  name: string,
): Promise<IdentityResult<Registered>> {
  const passkey = await credentials.add(account, credential, name);
  if (passkey === 'TOO_MANY') return tooMany;
  return passkey ? { passkey, grant: null } : notAccepted();
}

/**
 * Creates the account and its passkey in one transaction, then the customer, then the session. When one of the last two steps
 * fails, the passkey stays valid, because the authenticator already has it: the next sign-in with it creates the customer
 * (idempotent) and opens the session.
 */
async function createAccount(
  services: CustomerServices & SessionServices,
  { account, displayName }: Bindings['registration'],
  credential: NewCredential,
  name: string,
  transport: PasskeyRegistrationFinishInput['transport'],
): Promise<IdentityResult<Registered>> {
  const { accounts } = services;
  const passkey = await accounts.create(account, credential, name);
  if (!passkey) return notAccepted();
  const customer = await ensureCustomer(services, { account, customer: null }, displayName);
  const { credentialId } = credential;
  const authentication: Authentication = {
    kind: 'ELITE',
    account,
    customer,
    methods: passkeyMethods,
    credential: credentialId,
  };
  const grant = await grantSession(services, authentication, transport, async (session) => {
    await accounts.record({ account, action: 'session.opened', detail: { credential: credentialId, session } });
    return true;
  });
  return { passkey, grant: grant ?? null };
}
