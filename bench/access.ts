import { hash } from 'node:crypto';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { anonymous } from '#kit/graph/viewer.ts';

/** Microseconds of processor time to decide, for one request, which fields a viewer may read of an operation that is already known. */
export async function accessCost(supergraph: string, source: string): Promise<number> {
  const { policy } = await validateSupergraph(supergraph);
  const document = parse(source);
  const asked = {
    source,
    document,
    operation: getOperationAST(document) as OperationDefinitionNode,
    queryHash: hash('sha256', source),
  };
  const decide = () => {
    const refusals = policy.refusals(asked, anonymous);
    return refusals.size > 0 ? policy.without(asked, refusals) : asked;
  };
  const times = 100_000;
  for (let i = 0; i < times; i += 1) decide();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) decide();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
