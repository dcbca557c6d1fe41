import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { folded } from '../discount-codes';

/** Creates the index by which discount codes are found in any case and Unicode form. */
export default async function findCodes({ container }: ExecArgs): Promise<void> {
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)
    .raw(`create index if not exists promotion_folded_code on promotion (${folded('code')}) where deleted_at is null`);
}
