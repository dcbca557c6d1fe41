import type { MedusaRequest } from '@medusajs/framework/http';
import type { AuthenticationResponse } from '@medusajs/framework/types';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { type Holder, makeToken, openSession, timeAtRedis } from '../../sessions';
import { isService } from '../service';

/** The body of a request that gives a password. */
export interface Credentials {
  email?: unknown;
  password?: unknown;
}

/**
 * Opens a session for the e-mail address and password of a request, and gives its token. `authenticate` compares the
 * password, `register` keeps it for a new identity. Throws UNAUTHORIZED where Medusa's provider refuses them.
 */
export async function openByPassword(
  req: MedusaRequest,
  actorType: Holder['actorType'],
  how: 'authenticate' | 'register',
): Promise<{ token: string }> {
  const began = await timeAtRedis();
  const { email, password } = (req.body ?? {}) as Credentials;
  const body = { email, password } as Record<string, string>;
  const answer = await req.scope.resolve(Modules.AUTH)[how]('emailpass', { body });
  const identity = identityIn(answer);
  const session = await openSession(identity.id, began, isService(req.headers['x-axiom-service']));
  return { token: makeToken(req.scope, { actorType, provider: 'emailpass', identity }, session) };
}

/** The identity that a provider has accepted. Throws UNAUTHORIZED with the reason of the provider where there is none. */
export function identityIn({ success, authIdentity, error, mfaChallenge }: AuthenticationResponse) {
  // No route lets a second factor be added or given, so an identity that has one is let in nowhere.
  if (success && authIdentity && !mfaChallenge) return authIdentity;
  throw new MedusaError(MedusaError.Types.UNAUTHORIZED, error ?? 'Invalid email or password');
}
