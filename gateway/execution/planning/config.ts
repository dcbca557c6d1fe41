import { z } from 'zod';
import { count, milliseconds } from '#kit/process/config.ts';

/** The variables of planning. */
export const planningVariables = {
  /** How many threads plan new operations; 0 plans on the event loop. */
  PLANNING_THREADS: z.coerce.number().int().min(0).default(1),
  /** How long the plan of one operation may take. */
  PLANNING_TIMEOUT_MS: milliseconds(3_000),
  /** How many new operations may wait to be planned. */
  PLANNING_QUEUE: count(200),
  /** Megabytes of heap that a planning thread may have. */
  PLANNING_MEMORY_MB: count(160),
  /** Processor time that one viewer's new operations may take at once, and what comes back of it a second. */
  PLANNING_BUDGET_MS: count(5_000),
  PLANNING_RESTORED_MS: count(50),
  /** A folder of operations that are planned at the start, so that their first clients need not wait. */
  PLANNING_WARM_UP: z.string().optional(),
};

/** How operations are planned, by these variables. */
export function planningIn(config: z.infer<z.ZodObject<typeof planningVariables>>) {
  return {
    warmUp: config.PLANNING_WARM_UP,
    threads: config.PLANNING_THREADS,
    timeout: config.PLANNING_TIMEOUT_MS,
    queue: config.PLANNING_QUEUE,
    memory: config.PLANNING_MEMORY_MB,
    budget: { burst: config.PLANNING_BUDGET_MS, restored: config.PLANNING_RESTORED_MS },
  };
}
