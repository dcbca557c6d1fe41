import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { readLimitedPieces } from '../../../limited/lines';
import type { Database } from '../../../limited/rows';
import { isService } from '../../service';

/** The order lines whose pieces are requested. */
export const Lines = z.object({ line_id: z.union([z.string(), z.array(z.string()).max(200)]) });

/** The limited pieces of order lines. For AXIOM services, which have checked who may see the order. */
export async function GET(req: MedusaRequest<unknown, z.infer<typeof Lines>>, res: MedusaResponse): Promise<void> {
  if (!isService(req)) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Unauthorized');
  const database = req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Database;
  res.json({ lines: await readLimitedPieces(database, [req.validatedQuery.line_id].flat()) });
}
