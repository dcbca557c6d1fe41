import type { GatewayContext } from '../../context.ts';
import { payerOf } from '../../limits/payer.ts';

/**
 * Whose budget new plans are charged to: the one who pays for operations; undefined for the services of the house, which
 * have none.
 */
export function planningBudgetOf({ viewer, client, isService }: GatewayContext): string | undefined {
  if (isService) return undefined;
  const { kind, key } = payerOf(viewer, client);
  return `${kind} ${key}`;
}
