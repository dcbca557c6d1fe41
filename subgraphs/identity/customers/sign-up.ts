import type { CustomerSignUpInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { LinkStore } from '../mail/links.ts';
import { readName } from '../names.ts';
import type { RateLimits } from '../rate-limits.ts';
import { type IdentityResult, invalidEmail, refuse } from '../results.ts';
import { hashSecret } from '../secret-hash.ts';
import { readPassword } from './passwords.ts';

/**
 * Begins a sign-up: mails a link that completes it. The response and its time are the same whether or not the address has an
 * account, so that accounts cannot be enumerated; only the mail differs. Only a hash of the password is stored.
 */
export async function signUpCustomer(
  { rateLimits, links, request }: { rateLimits: RateLimits; links: LinkStore; request: SubgraphRequest },
  input: CustomerSignUpInput,
): Promise<IdentityResult<{ isPending: true }>> {
  const email = readEmail(input.email);
  if (email === undefined) return invalidEmail();
  const names: { firstName?: string; lastName?: string } = {};
  for (const field of ['firstName', 'lastName'] as const) {
    const value = input[field];
    const name = value == null ? '' : readName(value, 100);
    if (name === undefined) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['input', field]);
    if (name) names[field] = name;
  }
  const ownNames = [email, ...email.split('@'), ...Object.values(names)];
  const password = readPassword(input.password, 'password', ownNames);
  if (isRefused(password)) return password;

  await rateLimits.signUp(request, email);
  const passwordHash = await hashSecret(password);
  await links.issue({ purpose: 'SIGN_UP', content: { email, ...names, passwordHash } });
  return { isPending: true };
}
