import type { MedusaRequest } from '@medusajs/framework/http';
import type { AuthenticationResponse } from '@medusajs/framework/types';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { rememberDevice } from '../../known-devices';
import { makeToken, openSession, redisTime, type TokenSubject } from '../../sessions';
import { isService } from '../service';

/** The body of a request with a password. */
export interface Credentials {
  email?: unknown;
  password?: unknown;
}

/** The tokens of a new session and of the device. */
export interface OpenedSession {
  token: string;
  device_token?: string;
}

/**
 * Opens a session for the e-mail address and password of a request, and returns its token. `authenticate` checks the
 * password, `register` stores it for a new identity. Throws UNAUTHORIZED where Medusa's provider refuses them.
 */
export async function openByPassword(
  req: MedusaRequest,
  actorType: TokenSubject['actorType'],
  how: 'authenticate' | 'register',
): Promise<OpenedSession> {
  const { email, password } = (req.body ?? {}) as Credentials;
  const token = await openBy(req, { actorType, provider: 'emailpass' }, how, { email, password });
  if (isService(req)) return { token };
  return { token, device_token: await rememberDevice(req.headers['x-axiom-device'], email as string) };
}

/**
 * Opens a session for the identity that a provider authenticates or registers from `body`, and returns its token. Throws
 * UNAUTHORIZED where the provider refuses.
 */
export async function openBy(
  req: MedusaRequest,
  { actorType, provider }: Omit<TokenSubject, 'identity'>,
  how: 'authenticate' | 'register',
  body: Record<string, unknown>,
): Promise<string> {
  const startedAt = await redisTime();
  const result = await req.scope.resolve(Modules.AUTH)[how](provider, { body: body as Record<string, string> });
  const identity = identityIn(result);
  const session = await openSession(identity.id, startedAt, isService(req));
  return makeToken(req.scope, { actorType, provider, identity }, session);
}

/** The identity that a provider has accepted. Throws UNAUTHORIZED with the provider's reason where it refused. */
export function identityIn({ success, authIdentity, error, mfaChallenge }: AuthenticationResponse) {
  // No route accepts a second factor, so an identity that has one cannot sign in.
  if (success && authIdentity && !mfaChallenge) return authIdentity;
  throw new MedusaError(MedusaError.Types.UNAUTHORIZED, error ?? 'Invalid email or password');
}
