import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { methodData } from '../../../shipping/method-data';

/** Replaces the data of a chosen shipping method by that of its option: clients must not choose days or stores themselves. */
export async function keepMethodData(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const options = [req.body, req.validatedBody].flat().filter(hasOption);
  const ids = [...new Set(options.map(({ option_id }) => option_id))];
  const known = ids.length > 0 ? await methodData(req.scope, req.params.id as string, ids) : undefined;
  for (const option of options) option.data = { ...known?.get(option.option_id) };
  next();
}

function hasOption(body: unknown): body is { option_id: string; data?: object } {
  return typeof body === 'object' && body !== null && typeof (body as { option_id?: unknown }).option_id === 'string';
}
