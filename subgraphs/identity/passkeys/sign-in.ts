import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { PasskeySignInFinishInput } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import type { CuratorStore } from '../curators/curators.ts';
import { type CuratorSessionServices, openCuratorSession } from '../curators/sign-in.ts';
import { type CustomerServices, ensureCustomer } from '../customers/ensure-customer.ts';
import { accountSubject, type RateLimits } from '../rate-limits.ts';
import { type IdentityResult, notAccepted } from '../results.ts';
import { type Authentication, grantSession, type SessionGrant, type SessionServices } from '../sessions/grants.ts';
import { handleOf, originsFor, passkeyMethods, verifiedOrLogged } from './ceremony.ts';
import { type ChallengeStore, challengeSeconds } from './challenges.ts';
import type { CredentialStore } from './credentials.ts';
import { type RelyingParty, readSignIn, unknownCredentialKey, verifySignIn } from './verification.ts';

/** The services for beginning a sign-in. */
interface BeginServices {
  challenges: ChallengeStore;
  rateLimits: RateLimits;
  relyingParty: RelyingParty;
  request: SubgraphRequest;
}

/** The services for finishing a sign-in. */
interface FinishServices extends BeginServices, CustomerServices, SessionServices, CuratorSessionServices {
  credentials: CredentialStore;
  curators: CuratorStore;
  log: Log;
}

/** Begins a sign-in with any passkey of the authenticator, for any viewer. */
export async function beginSignIn(services: BeginServices): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { request, relyingParty, rateLimits, challenges } = services;
  const origins = originsFor(request, relyingParty);
  await rateLimits.passkeyBegin(request);
  const challenge = await challenges.issue('signIn', { origins });
  return generateAuthenticationOptions({
    rpID: relyingParty.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: challengeSeconds * 1000,
    userVerification: relyingParty.userVerification,
  });
}

/**
 * Finishes a sign-in of a customer or curator and opens a session; a current session of the same account ends. Unknown
 * credentials cost the same work as known ones, so that credentials cannot be enumerated.
 */
export async function finishSignIn(
  services: FinishServices,
  { response, transport }: PasskeySignInFinishInput,
): Promise<IdentityResult<SessionGrant>> {
  const { request, relyingParty, rateLimits, challenges, credentials, curators, sessions } = services;
  const read = readSignIn(response);
  const subject = read?.response.id;
  const owner = async () => {
    const known = subject === undefined ? undefined : await credentials.find(subject);
    return known && accountSubject(known.account);
  };
  await rateLimits.passkeySignIn(request, { subject, owner });
  const bound = read && (await challenges.consume('signIn', read.challenge));
  if (!bound) return notAccepted();

  const { id: credentialId, response: assertionResponse } = read.response;
  const credential = await credentials.find(credentialId);
  const publicKey = credential?.publicKey ?? unknownCredentialKey;
  const assertion = await verifiedOrLogged(services, verifySignIn(read, bound.origins, publicKey, relyingParty));
  if (!assertion || !credential) return notAccepted();
  const { account } = credential;
  const isOwner = assertionResponse.userHandle === Buffer.from(handleOf(account)).toString('base64url');
  // Whether a credential can be synced never changes after its registration.
  if (!isOwner || assertion.isSynced !== credential.isSynced) return notAccepted();

  const { counter, isBackedUp } = assertion;
  if (credential.curator !== null) {
    const curator = await curators.credentials({ account });
    const use = { credentialId, account, counter, isBackedUp, action: 'credential.used' };
    if (!curator || (await credentials.recordSignIn(use)) !== 'SIGNED_IN') return notAccepted();
    return openCuratorSession(services, curator, { methods: passkeyMethods, credential: credentialId }, transport);
  }
  const customer = await ensureCustomer(services, credential);
  const authentication: Authentication = {
    kind: 'ELITE',
    account,
    customer,
    methods: passkeyMethods,
    credential: credentialId,
  };
  const grant = await grantSession(services, authentication, transport, async (session) => {
    const outcome = await credentials.recordSignIn({
      credentialId,
      account,
      counter,
      isBackedUp,
      session,
      action: 'session.opened',
    });
    if (outcome !== 'SIGNED_IN') return false;
    const { viewer } = request;
    if (viewer.kind !== 'ANONYMOUS' && viewer.account === account) await sessions.end(account, viewer.session);
    return true;
  });
  return grant ?? notAccepted();
}
