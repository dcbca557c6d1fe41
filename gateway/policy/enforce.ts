import type { GatewayContext } from '../context.ts';
import type { Executor } from '../executor.ts';
import type { Policy } from './policy.ts';
import { restore } from './restore.ts';

/**
 * Executes of every operation what its viewer may see and do, by the policy in force at that moment; for the rest, nothing
 * is planned and no subgraph asked. A field refused is null in the answer, with an error that says why.
 */
export function enforce(execute: Executor, policyInForce: () => Policy): Executor {
  return async (request) => {
    const policy = policyInForce();
    const { viewer } = request.context as GatewayContext;
    const refusals = policy.refusals(request, viewer);
    if (refusals.size === 0) return execute(request);
    const { whole, rest, changed, typeKey } = policy.without(request, refusals);
    const answer = rest ? await execute({ ...request, ...rest }) : { data: {} };
    if (!answer.data) return answer;
    const run = { ...whole, variables: request.request.variables ?? {}, schema: policy.schema };
    const { data, errors } = restore(answer.data, run, { refusals, changed, typeKey });
    return { ...answer, data, errors: [...(answer.errors ?? []), ...errors] };
  };
}
