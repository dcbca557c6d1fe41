import { graphError } from '#kit/graph/errors.ts';
import type { Context } from '../context.ts';

/** How whoever signs in with a passkey proves who they are: RFC 8176 has no word for passkeys themselves. */
export const passkeyMethods = ['passkey', 'mfa', 'pop', 'user'];

/** The user handle of an account's passkeys: the 16 bytes of its id. */
export const handleOf = (account: string) => new Uint8Array(Buffer.from(account.replaceAll('-', ''), 'hex'));

/**
 * The origins whose pages may finish a ceremony that this request begins: its own, or any of ours where it tells none, as
 * apps do not. Throws FORBIDDEN for a page that is not ours.
 */
export function originsFor({ request: { client }, relyingParty: { origins } }: Context): string[] {
  if (client.origin === undefined) return origins;
  if (origins.includes(client.origin)) return [client.origin];
  throw graphError('FORBIDDEN', 'Passkeys of the house are not for pages of this origin.');
}

/** What a check of an authenticator's answer gives; undefined where it does not hold, and why is for the log alone. */
export async function accepted<Result>({ log, request }: Context, check: Promise<Result>): Promise<Result | undefined> {
  return check.catch((error: Error) => {
    log.info({ requestId: request.id, reason: error.message }, 'a passkey was not accepted');
    return undefined;
  });
}
