import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { PasskeySignInFinishInput } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { openCuratorSession } from '../curators/sign-in.ts';
import { type Fault, notAccepted } from '../faults.ts';
import { accountSubject } from '../rate-limits.ts';
import { customerOf, grantSession, type Proof, type SessionGrant } from '../sessions/grants.ts';
import { accepted, handleOf, originsFor, passkeyMethods } from './ceremony.ts';
import { challengeSeconds } from './challenges.ts';
import { readSignIn, unknownCredentialKey, verifySignIn } from './verification.ts';

/** Begins a sign-in: with any passkey the authenticator has, whoever asks. */
export async function beginSignIn(context: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { request, relyingParty, rateLimits, challenges } = context;
  const origins = originsFor(context);
  await rateLimits.begin(request);
  const challenge = await challenges.issue('signIn', { origins });
  return generateAuthenticationOptions({
    rpID: relyingParty.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: challengeSeconds * 1000,
    userVerification: relyingParty.userVerification,
  });
}

/**
 * Finishes a sign-in of a customer or curator and opens a session, in place of the one that asks where that is of the same account. A credential
 * that we do not know costs the same work as one that we do.
 */
export async function finishSignIn(
  context: Context,
  { response, transport }: PasskeySignInFinishInput,
): Promise<SessionGrant | Fault> {
  const { request, relyingParty, rateLimits, challenges, credentials, curators, sessions } = context;
  const read = readSignIn(response);
  const subject = read?.answer.id;
  const owner = async () => {
    const known = subject === undefined ? undefined : await credentials.find(subject);
    return known && accountSubject(known.account);
  };
  await rateLimits.finish(request, { subject, owner });
  const bound = read && (await challenges.take('signIn', read.challenge));
  if (!bound) return notAccepted();

  const { id: credentialId, response: answer } = read.answer;
  const credential = await credentials.find(credentialId);
  const publicKey = credential?.publicKey ?? unknownCredentialKey;
  const assertion = await accepted(context, verifySignIn(read, bound.origins, publicKey, relyingParty));
  if (!assertion || !credential) return notAccepted();
  const { account } = credential;
  const isTheirs = answer.userHandle === Buffer.from(handleOf(account)).toString('base64url');
  // Whether a credential can be synced is settled when it is made.
  if (!isTheirs || assertion.isSynced !== credential.isSynced) return notAccepted();

  const { counter, isBackedUp } = assertion;
  if (credential.curator !== null) {
    const curator = await curators.credentials({ account });
    const use = { credentialId, account, counter, isBackedUp, action: 'credential.used' };
    if (!curator || (await credentials.recordSignIn(use)) !== 'SIGNED_IN') return notAccepted();
    return openCuratorSession(context, curator, { methods: passkeyMethods, credential: credentialId }, transport);
  }
  const customer = await customerOf(context, credential);
  const proof: Proof = { kind: 'ELITE', account, customer, methods: passkeyMethods, credential: credentialId };
  const grant = await grantSession(context, proof, transport, async (session) => {
    const came = await credentials.recordSignIn({
      credentialId,
      account,
      counter,
      isBackedUp,
      session,
      action: 'session.opened',
    });
    if (came !== 'SIGNED_IN') return false;
    const { viewer } = request;
    if (viewer.kind !== 'ANONYMOUS' && viewer.account === account) await sessions.end(account, viewer.session);
    return true;
  });
  return grant ?? notAccepted();
}
