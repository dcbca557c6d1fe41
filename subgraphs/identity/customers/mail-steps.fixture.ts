import { randomUUID } from 'node:crypto';
import { mailsTo, nextToken } from '#tests/support/backends/mailbox.ts';
import { viewerOf } from '#tests/support/passkeys/ceremonies.ts';
import { type Credentials, signUpByMail } from '#tests/support/sign-up.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';

export const signIn = `mutation ($email: String!, $password: String!) { customerSignIn(input: { email: $email, password: $password,
  transport: BEARER }) { grant { session { id } } userErrors { code } } }`;
export const request = `mutation ($email: String!) { customerPasswordResetRequest(input: { email: $email }) {
  isRequested userErrors { field code } } }`;
export const reset = `mutation ($token: String!, $newPassword: String!) { customerPasswordReset(input: { token: $token,
  newPassword: $newPassword }) { endedSessions userErrors { field code } } }`;
export const password = 'correct horse battery staple';
export const newPassword = 'another long password';
export const notAccepted = [{ field: null, code: 'NOT_ACCEPTED' }];

/** Steps with mailed links that several suites need. */
export function createMailSteps(getIdentity: () => TestIdentity) {
  const someone = (): Credentials => ({ email: `${randomUUID()}@axiom.example`, password });
  const verified = async (credentials: Credentials) => {
    const { data } = await signUpByMail(getIdentity(), credentials);
    return viewerOf(getIdentity(), data.customerEmailVerify.grant.session.id);
  };
  /** A customer who signed up over Medusa's REST API, with an unverified address, signed in to the graph. */
  const unverified = async ({ email, password }: Credentials) => {
    getIdentity().register.passwords.set(email, { password, id: `cus_${randomUUID()}` });
    const { data } = await getIdentity().execute(signIn, { email, password });
    return viewerOf(getIdentity(), data.customerSignIn.grant.session.id);
  };
  const resetToken = async (email: string) => {
    const before = (await mailsTo(getIdentity().mailbox, email)).length;
    await getIdentity().execute(request, { email });
    return nextToken(getIdentity().mailbox, email, before);
  };
  const resetWith = async (token: string, chosen = newPassword) =>
    (await getIdentity().execute(reset, { token, newPassword: chosen })).data.customerPasswordReset;
  return { someone, verified, unverified, resetToken, resetWith };
}
