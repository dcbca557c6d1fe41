import type { CheckedSupergraph } from './check.ts';
import type { CheckedPlan, Planner } from './planner.ts';

/** A query plan with what it cost to build. */
export interface BuiltPlan {
  plan: CheckedPlan;
  /** Processor time in milliseconds. */
  cpuTime: number;
  /** The size of the plan as JSON, in characters. */
  size: number;
}

/** Builds the query plans of one supergraph. */
export interface PlanBuilder {
  /** Resolves with the supergraph when it is validated and plans can be built; rejects with the errors of an invalid one. */
  ready: Promise<CheckedSupergraph>;
  /**
   * Builds the plan of an operation in normal form. Requesters are served round robin. Rejects with
   * OPERATION_TOO_COMPLEX where planning exceeds its time or memory, and with THROTTLED where too many operations wait.
   */
  build(operation: string, requester: string): Promise<BuiltPlan>;
  /** Completes the running plans, then closes. */
  close(): Promise<void>;
}

/** Opens the builder of a supergraph, given as SDL. */
export type OpenPlanBuilder = (sdl: string) => PlanBuilder;

/**
 * Builds plans on the event loop: for tools, and for gateways without planning threads. It prepares the planner at the
 * first plan. Other gateways do not load the modules of Apollo's gateway and planner.
 */
export const buildPlansInProcess: OpenPlanBuilder = (sdl) => {
  let planner: Planner | undefined;
  return {
    ready: import('./check.ts').then(({ checkSupergraph }) => checkSupergraph(sdl)),
    build: async (operation) => {
      planner ??= (await import('./planner.ts')).openPlanner(sdl);
      const began = process.threadCpuUsage();
      const plan = planner(operation);
      return { plan, cpuTime: cpuSince(began), size: JSON.stringify(plan).length };
    },
    close: async () => {},
  };
};

/** The processor time of this thread since `began`, in milliseconds. */
export function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}
