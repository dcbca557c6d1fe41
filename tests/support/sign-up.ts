import type { Answer } from './ask.ts';
import type { TestIdentity } from './identity.ts';
import { mailsTo, nextToken } from './mailbox.ts';

const answerFields = 'grant { token session { id methods } } userErrors { field code message }';
export const signUp = `mutation ($email: String!, $password: String!, $firstName: String) { customerSignUp(input: {
  email: $email, password: $password, firstName: $firstName }) { isPending ${answerFields} } }`;
export const verify = `mutation ($token: String!, $password: String) { customerEmailVerify(input: {
  token: $token, password: $password, transport: BEARER }) { isVerified ${answerFields} } }`;

/** The credentials of somebody who signs up. */
export interface Credentials {
  email: string;
  password: string;
}

/** Signs somebody up from the form to the link in the mail; gives the answer to the link. */
export async function signUpByMail(identity: TestIdentity, { email, password }: Credentials): Promise<Answer> {
  const known = (await mailsTo(identity.mailbox, email)).length;
  await identity.ask(signUp, { email, password });
  const token = await nextToken(identity.mailbox, email, known);
  return identity.ask(verify, { token, password });
}
