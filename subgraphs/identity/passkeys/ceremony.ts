import { graphError } from '#kit/graph/errors.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import type { RelyingParty } from './verification.ts';

/** The `amr` values of a passkey sign-in; `passkey` is our own, because RFC 8176 defines none for passkeys. */
export const passkeyMethods = ['passkey', 'mfa', 'pop', 'user'];

/** The user handle of an account's passkeys: the 16 bytes of the account's UUID. */
export const handleOf = (account: string) => new Uint8Array(Buffer.from(account.replaceAll('-', ''), 'hex'));

/**
 * The origins that may finish a ceremony that this request begins: the request's own origin, or all allowed origins when the
 * client sends none, as apps do. Throws FORBIDDEN for a page of any other origin.
 */
export function originsFor({ client }: SubgraphRequest, { origins }: RelyingParty): string[] {
  if (client.origin === undefined) return origins;
  if (origins.includes(client.origin)) return [client.origin];
  throw graphError('FORBIDDEN', 'Pages of this origin may not use passkeys.');
}

/** The result of verifying an authenticator's response; undefined when it is invalid. Only the log contains the reason. */
export async function verifiedOrLogged<Verified>(
  { log, request }: { log: Log; request: SubgraphRequest },
  verification: Promise<Verified>,
): Promise<Verified | undefined> {
  return verification.catch((error: Error) => {
    log.info({ event: 'passkey_rejected', requestId: request.id, reason: error.message }, 'passkey rejected');
    return undefined;
  });
}
