import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Medusa's PostgreSQL, as knex, for statements that its modules do not offer. */
export function database(container: MedusaContainer) {
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
}
