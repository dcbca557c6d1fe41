import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { decodeJwt } from 'jose';
import { endOfSession, makeToken } from '../../../../sessions';
import { identityIn } from '../../credentials';

/**
 * Exchanges the token of an Elite Session, `{ token }`, for a Medusa token, which is valid while that session is open.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { token } = (req.body ?? {}) as { token?: unknown };
  const identity = identityIn(
    await req.scope.resolve(Modules.AUTH).authenticate('axiom', { body: { token } as Record<string, string> }),
  );
  const sid = decodeJwt(token as string).sid as string;
  const actor_id = String(identity.app_metadata?.customer_id ?? '');
  const ends = await endOfSession({ actor_id, actor_type: 'customer', auth_identity_id: identity.id, sid });
  if (ends === undefined) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Invalid token');
  const holder = { actorType: 'customer', provider: 'axiom', identity } as const;
  res.json({ token: makeToken(req.scope, holder, { sid, ends }) });
}
