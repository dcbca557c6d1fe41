import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ApolloGateway, type ServiceEndpointDefinition, type SupergraphManager } from '@apollo/gateway';
import { assertValidSchema, buildASTSchema, type GraphQLSchema, parse, print } from 'graphql';
import { type CostModel, openCostModel } from '#kit/graph/cost/model.ts';
import { createLog, type Log } from '#kit/process/log.ts';
import { type Execution, openExecution } from './execution/execution.ts';
import { type Budget, createBudget } from './execution/planning/budget.ts';
import { type OpenPlanMaker, planHere } from './execution/planning/maker.ts';
import { openPlans, type Plans } from './execution/planning/plans.ts';
import { withoutAccess } from './policy/access-directives.ts';
import { type Policy, readPolicy } from './policy/policy.ts';
import type { PreparedSources } from './transport/sources.ts';

// @apollo/gateway reports its use to Apollo unless this is set before the first gateway is made. All of ours are made
// here or by those who import this file.
Object.assign(process.env, { APOLLO_TELEMETRY_DISABLED: 'true' });

/** Which supergraph is served, and what hindered the last attempt to take up another. */
export interface SupergraphState {
  /** SHA-256 of the file's text, in hexadecimal. */
  hash: string | null;
  loadedAt: string | null;
  lastError: { at: string; message: string } | null;
}

export interface WatchedSupergraph extends SupergraphManager {
  state(): SupergraphState;
  /** The subgraphs of the supergraph that is served, with the addresses it gives them. */
  subgraphs(): readonly ServiceEndpointDefinition[];
  /** The supergraph that is served. Throws before there is one. */
  served(): ValidatedSupergraph;
}

/**
 * A supergraph that follows its file, at which it looks every `interval` milliseconds. A changed file is taken up
 * without a restart; one that cannot be served is refused whole, and the one before it is kept, with its addresses:
 * `prepare` makes the data sources of the subgraphs, or throws, before anything is changed. The file is polled, because
 * the kernel's watchers miss replaced files, links and mounted folders.
 */
export function watchSupergraph(
  file: string,
  interval: number,
  prepare: (subgraphs: readonly ServiceEndpointDefinition[]) => PreparedSources,
  log: Log,
  planning: Planning = planningHere,
): WatchedSupergraph {
  const state: SupergraphState = { hash: null, loadedAt: null, lastError: null };
  let served: ValidatedSupergraph | undefined;

  const take = async (text: string, serve: (sdl: string) => void) => {
    const rehearsal = await validateSupergraph(text, planning);
    let sources: PreparedSources | undefined;
    try {
      sources = prepare(rehearsal.subgraphs);
      // In one turn, so that no request meets the one supergraph with the policy or the addresses of the other.
      serve(rehearsal.sdl);
    } catch (error) {
      await Promise.all([sources?.drop(), rehearsal.close()]);
      throw error;
    }
    const replaced = served;
    served = rehearsal;
    sources.use();
    // Requests that began before the change may still need plans.
    if (replaced) setTimeout(() => void replaced.close(), planning.linger).unref();
    Object.assign(state, { hash: hashOf(text), loadedAt: new Date().toISOString(), lastError: null });
    return rehearsal.sdl;
  };

  return {
    state: () => ({ ...state }),
    subgraphs: () => served?.subgraphs ?? [],
    served: () => {
      if (!served) throw new Error('No supergraph has been loaded.');
      return served;
    },
    initialize: async ({ update }) => {
      const supergraphSdl = await take(await readFile(file, 'utf8'), () => {});
      let turn = Promise.resolve();
      let hasEnded = false;
      const look = () => {
        turn = turn.then(refresh);
      };
      watchFile(file, { interval, persistent: false }, look);
      return {
        supergraphSdl,
        cleanup: async () => {
          hasEnded = true;
          unwatchFile(file, look);
          await turn;
          await served?.close();
        },
      };

      async function refresh(): Promise<void> {
        try {
          const text = await readFile(file, 'utf8');
          if (hasEnded) return;
          if (hashOf(text) === state.hash) {
            state.lastError = null;
            return;
          }
          await take(text, update);
          log.info({ hash: state.hash }, 'a changed supergraph was taken up');
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          state.lastError = { at: new Date().toISOString(), message };
          log.error({ err: error }, 'a changed supergraph was refused; the one before it is kept');
        }
      }
    },
  };
}

/** A supergraph that can be served. */
export interface ValidatedSupergraph {
  /** What @apollo/gateway is given of it: all but what is asked of viewers. */
  sdl: string;
  /** What clients see. */
  schema: GraphQLSchema;
  policy: Policy;
  execution: Execution;
  /** What operations cost, by `@cost` and `@listSize` of all subgraphs. */
  costs: CostModel;
  plans: Plans;
  subgraphs: ServiceEndpointDefinition[];
  /** Ends its planning, once what it has begun has ended. */
  close(): Promise<void>;
}

/** How operations are planned. */
export interface Planning {
  open: OpenPlanMaker;
  budget: Budget;
  /** Milliseconds for which a supergraph that was replaced can still be planned for. */
  linger: number;
}

/** Where it is called, without a budget: for tools and tests. */
const planningHere: Planning = {
  open: planHere,
  budget: createBudget({ burst: Number.POSITIVE_INFINITY, restored: 1 }),
  linger: 0,
};

/**
 * Loads a supergraph the way it will be served, into a gateway that nobody asks, and throws what is wrong with it: the
 * gateway that serves would be left half changed by some faults.
 */
export async function validateSupergraph(
  text: string,
  planning: Planning = planningHere,
): Promise<ValidatedSupergraph> {
  const supergraph = parse(text);
  const open = withoutAccess(supergraph);
  const sdl = print(open);
  const subgraphs: ServiceEndpointDefinition[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    validateSupergraph: true,
    // Faults are thrown, here or where the data sources are made.
    logger: createLog('rehearsal', 'silent'),
    buildService: ({ name, url }) => {
      subgraphs.push({ name, url });
      return { process: async () => ({}) };
    },
  });
  const { schema } = await gateway.load();
  await gateway.stop();
  assertValidSchema(schema);
  // What clients see has no directives, and the supergraph has more types than they see.
  const whole = buildASTSchema(open, { assumeValidSDL: true });
  const costs = openCostModel(whole, schema);
  const policy = readPolicy(supergraph, schema);
  const maker = planning.open(sdl);
  try {
    const plans = openPlans(maker, planning);
    const execution = openExecution({ sdl: open, supergraph: whole }, schema, plans);
    await maker.ready;
    return { sdl, schema, policy, execution, costs, plans, subgraphs, close: maker.close };
  } catch (error) {
    await maker.close();
    throw error;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
