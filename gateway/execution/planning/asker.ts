import { networkOf } from '#kit/network.ts';
import type { GatewayContext } from '../../context.ts';

/**
 * Whose budget new plans are charged to: a partner, a session, or else the network that the client holds; undefined for
 * the services of the house, which have none.
 */
export function planningBudgetOf({ viewer, client, isService }: GatewayContext): string | undefined {
  if (isService) return undefined;
  if (viewer.kind === 'PARTNER') return `partner ${viewer.id}`;
  return viewer.kind === 'ANONYMOUS' ? `network ${networkOf(client.address)}` : `session ${viewer.session}`;
}
