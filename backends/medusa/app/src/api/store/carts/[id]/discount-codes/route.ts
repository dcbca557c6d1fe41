import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { z } from '@medusajs/framework/zod';
import { refuseCodes, setDiscountCodes, spellCodes } from '../../../../../discount-codes';

/** The new codes of a cart, in any spelling. */
export const Codes = z.object({ codes: z.array(z.string().max(200)).max(10) });

/** Replaces the discount codes of a cart by all of these, or changes nothing. */
export async function POST(req: MedusaRequest<z.infer<typeof Codes>>, res: MedusaResponse): Promise<void> {
  const { id } = req.params as { id: string };
  const spelt = await spellCodes(req.scope, req.validatedBody.codes);
  refuseCodes([...spelt.keys()].filter((place) => spelt[place] === null));
  await setDiscountCodes(req.scope, id, spelt as string[]);
  res.json({ id });
}
