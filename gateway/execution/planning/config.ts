import { z } from 'zod';
import { count, milliseconds } from '#kit/process/config.ts';

/** The environment variables of planning. */
export const planningVariables = {
  /** The number of threads that plan new operations. 0 plans on the event loop. */
  PLANNING_THREADS: z.coerce.number().int().min(0).default(1),
  /** The timeout of planning one operation. */
  PLANNING_TIMEOUT_MS: milliseconds(3_000),
  /** The maximum number of new operations that wait to be planned. */
  PLANNING_QUEUE: count(200),
  /** The heap limit of a planning thread in megabytes. */
  PLANNING_MEMORY_MB: count(160),
  /** The processor time that one client's new operations may use at once, and the time that is restored each second. */
  PLANNING_BUDGET_MS: count(5_000),
  PLANNING_RESTORED_MS: count(50),
  /** A folder of operations that are prepared before their first clients send them. */
  PLANNING_WARM_UP: z.string().optional(),
  /** How long the start and a change of the supergraph wait for known operations to be prepared. */
  PLANNING_WARM_UP_MS: milliseconds(5_000),
  /** The file that keeps the most used operations for the next process. */
  SEEN_OPERATIONS_FILE: z.string().optional(),
};

/** The configuration of planning from these variables. */
export function planningIn(config: z.infer<z.ZodObject<typeof planningVariables>>) {
  return {
    warmUp: { folder: config.PLANNING_WARM_UP, time: config.PLANNING_WARM_UP_MS },
    seenOperationsFile: config.SEEN_OPERATIONS_FILE,
    threads: config.PLANNING_THREADS,
    timeout: config.PLANNING_TIMEOUT_MS,
    queue: config.PLANNING_QUEUE,
    memory: config.PLANNING_MEMORY_MB,
    budget: { burst: config.PLANNING_BUDGET_MS, restored: config.PLANNING_RESTORED_MS },
  };
}
