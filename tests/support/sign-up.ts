import { mailsTo, nextToken } from './backends/mailbox.ts';
import type { GraphResponse } from './graph.ts';
import type { TestIdentity } from './subgraphs/identity.ts';

/** What answers to a sign-in are asked for. */
export const answerFields = 'grant { token session { id methods } } userErrors { field code message }';
export const signUp = `mutation ($email: String!, $password: String!, $firstName: String) { customerSignUp(input: {
  email: $email, password: $password, firstName: $firstName }) { isPending ${answerFields} } }`;
export const verify = `mutation ($token: String!, $password: String) { customerEmailVerify(input: {
  token: $token, password: $password, transport: BEARER }) { isVerified ${answerFields} } }`;

/** The credentials of somebody who signs up. */
export interface Credentials {
  email: string;
  password: string;
}

/** Fills in the form of a sign-up; gives the token of the link that the mail about it has. */
export async function signUpToken(identity: TestIdentity, { email, password }: Credentials): Promise<string> {
  const known = (await mailsTo(identity.mailbox, email)).length;
  await identity.execute(signUp, { email, password });
  return nextToken(identity.mailbox, email, known);
}

/** Signs somebody up from the form to the link in the mail; gives the answer to the link. */
export async function signUpByMail(identity: TestIdentity, credentials: Credentials): Promise<GraphResponse> {
  const token = await signUpToken(identity, credentials);
  return identity.execute(verify, { token, password: credentials.password });
}
