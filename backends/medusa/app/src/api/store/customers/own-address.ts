import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';

/**
 * A customer is made with the address that was registered, and with no other: a person who made one with the address of
 * somebody else could still sign in to it with their own after its owner has proved that the address is theirs. 400
 * otherwise.
 */
export async function requireOwnAddress(
  req: MedusaRequest,
  _: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { auth_identity_id: id, auth_provider: provider } = (req as AuthenticatedMedusaRequest).auth_context;
  // Of a passkey's account, identity gives the address.
  if (provider === 'axiom') return next();
  const [identity] = await req.scope
    .resolve(Modules.AUTH)
    .listAuthIdentities({ id: [id] }, { relations: ['provider_identities'] });
  const { email } = (req.body ?? {}) as { email?: unknown };
  const own = identity?.provider_identities?.find((known) => known.provider === 'emailpass')?.entity_id;
  if (own === undefined) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'The registration was replaced already; register again.');
  }
  if (typeof email === 'string' && email.toLowerCase() !== own.toLowerCase()) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'The e-mail address is not the one that was registered.');
  }
  next();
}
