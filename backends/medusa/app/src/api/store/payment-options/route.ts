import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { methodsFor } from '../../../payments/methods';
import { isStripe } from '../../../payments/session';

/** The payment providers of each region with their methods, the default first. Medusa's own route has the ids only. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'region',
    fields: ['id', 'currency_code', 'countries.iso_2', 'payment_providers.id', 'payment_providers.is_enabled'],
  });
  res.json({ regions: (data as unknown as Region[]).map(toOptions) });
}

interface Region {
  id: string;
  currency_code: string;
  countries: { iso_2: string }[];
  payment_providers: { id: string; is_enabled: boolean }[];
}

function toOptions({ id, currency_code, countries, payment_providers }: Region) {
  const enabled = payment_providers.filter(({ is_enabled }) => is_enabled).map((provider) => provider.id);
  const codes = countries.map(({ iso_2 }) => iso_2);
  return {
    id,
    providers: enabled
      .sort((one, other) => Number(isStripe(other)) - Number(isStripe(one)) || one.localeCompare(other))
      .map((provider) => ({ id: provider, methods: isStripe(provider) ? methodsFor(currency_code, codes) : [] })),
  };
}
