import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { recordFile } from '../../../../../invoices/documents';

export const Body = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().min(1) });

/** Records the stored file of a document. The first record counts; the response is what is recorded. */
export async function POST(req: MedusaRequest<z.infer<typeof Body>>, res: MedusaResponse): Promise<void> {
  const file = await recordFile(req.scope, req.params.id as string, req.validatedBody);
  if (!file) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such document');
  res.json({ file });
}
