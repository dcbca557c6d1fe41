import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';

/**
 * Refuses to create a customer with another e-mail address than the registered one, with 400. Otherwise a person who used
 * someone's address could still sign in with their own after the owner of that address has verified it.
 */
export async function requireOwnAddress(
  req: MedusaRequest,
  _: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { auth_identity_id: id, auth_provider: provider } = (req as AuthenticatedMedusaRequest).auth_context;
  // For an account with a passkey, identity sets the address.
  if (provider === 'axiom') return next();
  const [identity] = await req.scope
    .resolve(Modules.AUTH)
    .listAuthIdentities({ id: [id] }, { relations: ['provider_identities'] });
  const { email } = (req.body ?? {}) as { email?: unknown };
  const own = identity?.provider_identities?.find((known) => known.provider === 'emailpass')?.entity_id;
  if (own === undefined) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'The registration was replaced; register again.');
  }
  if (typeof email === 'string' && email.toLowerCase() !== own.toLowerCase()) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'The e-mail address is not the one that was registered.');
  }
  next();
}
