import type { QueryPlan } from '@apollo/query-planner';
import { openPlanner, type Planner } from './planner.ts';

/** A plan that was made. */
export interface Made {
  plan: QueryPlan;
  /** The processor time that it took, in milliseconds. */
  took: number;
  /** Characters of the plan as JSON. */
  size: number;
}

/** Makes the plans of one supergraph. */
export interface PlanMaker {
  /** Resolves when it can make plans; rejects where the supergraph cannot be planned for. */
  ready: Promise<void>;
  /**
   * Plans an operation in normal form. Requesters are served in turn (round robin). Rejects with
   * OPERATION_TOO_COMPLEX where the operation takes too much, and with THROTTLED where too many operations wait.
   */
  make(operation: string, requester: string): Promise<Made>;
  /** Ends when what it has begun has ended. */
  close(): Promise<void>;
}

/** How the plans of a supergraph, given as text, are made. */
export type OpenPlanMaker = (sdl: string) => PlanMaker;

/** Makes plans where it is called, and prepares to at the first: for tools, and for gateways without threads. */
export const planHere: OpenPlanMaker = (sdl) => {
  let planner: Planner | undefined;
  return {
    ready: Promise.resolve(),
    make: async (operation) => {
      planner ??= openPlanner(sdl);
      const began = process.threadCpuUsage();
      const plan = planner(operation);
      return { plan, took: cpuSince(began), size: JSON.stringify(plan).length };
    },
    close: async () => {},
  };
};

/** Processor time of this thread, in milliseconds. */
export function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}
