import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { Modules } from '@medusajs/framework/utils';
import { makeToken, openSession, timeAtRedis } from '../../../../../sessions';
import { identityIn } from '../../../credentials';

/** Makes the identity of a new account of the house, which brings the registration that identity has signed: `{ token }`. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { token } = (req.body ?? {}) as { token?: unknown };
  const began = await timeAtRedis();
  const identity = identityIn(
    await req.scope.resolve(Modules.AUTH).register('axiom', { body: { token } as Record<string, string> }),
  );
  const session = await openSession(identity.id, began, true);
  res.json({ token: makeToken(req.scope, { actorType: 'customer', provider: 'axiom', identity }, session) });
}
