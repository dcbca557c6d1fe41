import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { type Claims, endOfSession, makeToken } from '../../../../sessions';

/** Issues another token of the same session without extending the session. Exchanged tokens cannot be refreshed. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const claims = req.auth_context as unknown as Claims;
  const ends = await endOfSession(claims);
  const isRefreshable = claims.actor_type === 'customer' && claims.auth_provider === 'emailpass';
  if (ends === undefined || !isRefreshable) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'This token cannot be refreshed; sign in again');
  }
  const [identity] = await req.scope.resolve(Modules.AUTH).listAuthIdentities({ id: [claims.auth_identity_id] });
  if (!identity) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Sign in again');
  const holder = { actorType: 'customer', provider: 'emailpass', identity } as const;
  res.json({ token: makeToken(req.scope, holder, { sid: claims.sid as string, ends }) });
}
