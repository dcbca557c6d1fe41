import { mailsTo, nextToken } from './backends/mailbox.ts';
import type { GraphResponse } from './graph.ts';
import type { TestIdentity } from './subgraphs/identity.ts';

/** The selection of the sign-in payloads. */
export const payloadFields = 'grant { token session { id methods } } userErrors { field code message }';
export const signUp = `mutation ($email: String!, $password: String!, $firstName: String) { customerSignUp(input: {
  email: $email, password: $password, firstName: $firstName }) { isPending ${payloadFields} } }`;
export const verify = `mutation ($token: String!, $password: String) { customerEmailVerify(input: {
  token: $token, password: $password, transport: BEARER }) { isVerified ${payloadFields} } }`;

/** The credentials of a new customer. */
export interface Credentials {
  email: string;
  password: string;
}

/** Starts a sign-up; returns the token of the link in its mail. */
export async function signUpToken(identity: TestIdentity, { email, password }: Credentials): Promise<string> {
  const known = (await mailsTo(identity.mailbox, email)).length;
  await identity.execute(signUp, { email, password });
  return nextToken(identity.mailbox, email, known);
}

/** Completes a sign-up with the link in the mail; returns the response. */
export async function signUpByMail(identity: TestIdentity, credentials: Credentials): Promise<GraphResponse> {
  const token = await signUpToken(identity, credentials);
  return identity.execute(verify, { token, password: credentials.password });
}
