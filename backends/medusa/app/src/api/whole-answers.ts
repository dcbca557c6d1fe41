import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Queries that give whole answers already: Medusa has one for all requests. */
const cured = new WeakSet<object>();

/**
 * Has queries give each who asks an answer of their own. Medusa puts the same object into its cache a moment later, and
 * `useQueryGraphStep` with `isList: false` makes of the list in it the one row it looks for: what was remembered is then
 * no list, and a cart cannot move to that region, or be that customer's, for as long as it is remembered.
 */
export function keepAnswersWhole(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  if (!cured.has(query)) {
    cured.add(query);
    const { graph } = query;
    query.graph = (async (...asked: Parameters<typeof graph>) => ({ ...(await graph(...asked)) })) as typeof graph;
  }
  next();
}
