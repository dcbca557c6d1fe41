import { hash } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import { enforce } from '#gateway/policy/enforce.ts';
import { rehearse } from '#gateway/supergraph.ts';
import { anonymous } from '#kit/viewer.ts';

type Executor = Parameters<typeof enforce>[0];

/** Microseconds of processor time that it takes to decide, for one request, who may see what of an operation known already. */
export async function accessCost(supergraph: string, source: string): Promise<number> {
  const { policy } = await rehearse(supergraph);
  const document = parse(source);
  const decide = enforce(
    async () => ({ data: null }),
    () => policy,
  );
  const request = {
    source,
    document,
    operation: getOperationAST(document),
    queryHash: hash('sha256', source),
    request: {},
    context: { viewer: anonymous },
  } as unknown as Parameters<Executor>[0];
  const times = 100_000;
  for (let i = 0; i < times; i += 1) await decide(request);
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) await decide(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
