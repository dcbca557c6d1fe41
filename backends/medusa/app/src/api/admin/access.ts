import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { isService } from '../service';
import { recordAdminRequest } from './record';

/**
 * The admin API allows every user everything, so it is for internal tools only: clients with a secret API key, or clients that
 * sign in as a user and send the service token. Every other authenticated user gets 403. Each request
 * with credentials is recorded with its status in the audit log of identity.
 */
export function requireTool(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const { actor_id: actor, actor_type: actorType } = (req as AuthenticatedMedusaRequest).auth_context ?? {};
  if (!actor || !actorType) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'The admin API needs an API key.');
  const request = { actor, actorType, method: req.method, path: req.originalUrl.split('?', 1)[0] ?? '' };
  res.once('close', () => recordAdminRequest({ ...request, status: res.statusCode, occurredAt: new Date() }));
  const isTool = actorType === 'api-key' || isService(req);
  if (!isTool) throw new MedusaError(MedusaError.Types.FORBIDDEN, 'The admin API is for internal tools.');
  next();
}
