import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { createPaymentCollectionForCartWorkflow } from '@medusajs/medusa/core-flows';

/**
 * The payment collection of a cart, which the first request makes. Of several requests at once, as after a double click,
 * Medusa's own route answers all but one with 500.
 */
export async function POST(req: MedusaRequest<{ cart_id: string }>, res: MedusaResponse): Promise<void> {
  const { cart_id } = req.validatedBody;
  if (!(await find(req, cart_id))) {
    try {
      await createPaymentCollectionForCartWorkflow(req.scope).run({ input: { cart_id } });
    } catch (error) {
      // Another request has made it in the meantime.
      if (!(await find(req, cart_id))) throw error;
    }
  }
  res.json({ payment_collection: await find(req, cart_id) });
}

async function find({ scope, queryConfig }: MedusaRequest, cart_id: string): Promise<object | undefined> {
  const { data } = await scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart_payment_collection',
    fields: queryConfig.fields.map((field) => `payment_collection.${field}`),
    filters: { cart_id },
  });
  const [link] = data as unknown as { payment_collection?: object }[];
  return link?.payment_collection;
}
