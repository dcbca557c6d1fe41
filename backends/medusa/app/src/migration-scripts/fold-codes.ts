import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { folded } from '../discount-codes';

/** Recreates the index of discount codes, on the expression that they are compared by. */
export default async function foldCodes({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw('drop index if exists promotion_folded_code');
  await database.raw(`create index promotion_folded_code on promotion (${folded('code')}) where deleted_at is null`);
}
