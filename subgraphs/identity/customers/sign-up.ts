import type { CustomerSignUpInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { Context } from '../context.ts';
import { type Fault, fault, noAddress } from '../faults.ts';
import { readName } from '../names.ts';
import { hashSecret } from '../secret-hash.ts';
import { readPassword } from './passwords.ts';

/**
 * Begins a sign-up: mails a link that completes it, without revealing whether the address has an account. The same is done,
 * and takes the same time, in both cases; the difference is made when the mail is sent. Of the password only a hash is kept.
 */
export async function signUpCustomer(
  { rateLimits, links, request }: Context,
  input: CustomerSignUpInput,
): Promise<{ isPending: true } | Fault> {
  const email = readEmail(input.email);
  if (email === undefined) return noAddress();
  const names: { firstName?: string; lastName?: string } = {};
  for (const field of ['firstName', 'lastName'] as const) {
    const given = input[field];
    const name = given == null ? '' : readName(given, 100);
    if (name === undefined) return fault('INVALID', 'Must have 1 to 100 characters.', ['input', field]);
    if (name) names[field] = name;
  }
  const known = [email, ...email.split('@'), ...Object.values(names)];
  const password = readPassword(input.password, 'password', known);
  if (typeof password !== 'string') return password;

  await rateLimits.signUp(request, email);
  const passwordHash = await hashSecret(password);
  await links.issue({ purpose: 'SIGN_UP', content: { email, ...names, passwordHash } });
  return { isPending: true };
}
