import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { createRemoteJWKSet } from 'jose';
import { type ReadRegistration, registrationsFrom } from '../modules/axiom-auth/credentials';

/** The body of every request of identity: the registration of an account, which only identity can sign. */
export const Registration = z.object({ token: z.string() });

let read: ReadRegistration | undefined;
const accounts = new WeakMap<MedusaRequest, string>();

/** Admits requests of identity only: 401 without a registration that it signed within the last minute. */
export async function allowIdentity(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { AXIOM_JWKS_URL: keysUrl, AXIOM_TOKEN_ISSUER: issuer = '' } = process.env;
  read ??= keysUrl ? registrationsFrom(createRemoteJWKSet(new URL(keysUrl)), issuer) : undefined;
  try {
    const { token } = Registration.parse(req.body);
    if (!read) throw new Error('No secret for registrations is configured.');
    accounts.set(req, await read(token));
  } catch {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Invalid token');
  }
  next();
}

/** The account in the registration of an admitted request. */
export function accountOf(req: MedusaRequest): string {
  return accounts.get(req) as string;
}
