import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** The reasons for a return, which the graph has as `ReturnReason`, with their labels in Medusa's admin. */
const reasons = {
  changed_mind: 'Changed their mind',
  damaged: 'Damaged or defective',
  not_as_described: 'Not as described',
  wrong_item: 'Wrong item',
  too_small: 'Too small',
  too_large: 'Too large',
  other: 'Other',
};

/** Creates the reasons for a return. */
export default async function makeReturnReasons({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  for (const [value, label] of Object.entries(reasons)) {
    const row = [`rr_${value}`, value, label];
    await database.raw('insert into return_reason (id, value, label) values (?, ?, ?) on conflict do nothing', row);
  }
}
