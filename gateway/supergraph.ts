import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ApolloGateway, type ServiceEndpointDefinition, type SupergraphManager } from '@apollo/gateway';
import { assertValidSchema, buildASTSchema, type GraphQLSchema, parse, print } from 'graphql';
import { type CostModel, openCostModel } from '#kit/graph/cost/model.ts';
import { createLog, createTextLogger, type Log } from '#kit/process/log.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { type Execution, openExecution } from './execution/execution.ts';
import { type Budget, createBudget } from './execution/planning/budget.ts';
import { buildPlansInProcess, type OpenPlanBuilder } from './execution/planning/plan-builder.ts';
import { createPlanCache, type PlanCache } from './execution/planning/plan-cache.ts';
import { withoutAccess } from './policy/access-directives.ts';
import { type Policy, readPolicy } from './policy/policy.ts';
import type { PreparedSources } from './transport/sources.ts';

// @apollo/gateway sends telemetry to Apollo unless this is set before the first gateway is created. Every file that
// creates one imports this file.
Object.assign(process.env, { APOLLO_TELEMETRY_DISABLED: 'true' });

/** The served supergraph, and the error of the last failed update. */
export interface SupergraphState {
  /** SHA-256 of the file's text, in hexadecimal. */
  hash: string | null;
  loadedAt: string | null;
  lastError: { at: string; message: string } | null;
}

export interface WatchedSupergraph extends SupergraphManager {
  state(): SupergraphState;
  /** The subgraphs of the served supergraph, with their URLs in it. */
  subgraphs(): readonly ServiceEndpointDefinition[];
  /** The served supergraph. Throws before the first one is loaded. */
  served(): ValidatedSupergraph;
}

/**
 * Loads a supergraph and reloads it when its file changes, without a restart. An invalid file is rejected as a whole,
 * and the previous supergraph stays in use with its URLs: `prepare` creates the data sources of the subgraphs, or
 * throws, before anything changes. The file is polled every `interval` milliseconds, because file system events miss
 * replaced files, links and mounted folders.
 */
export function watchSupergraph(
  file: string,
  interval: number,
  prepare: (subgraphs: readonly ServiceEndpointDefinition[]) => PreparedSources,
  log: Log,
  planning: Planning = inProcess,
): WatchedSupergraph {
  const state: SupergraphState = { hash: null, loadedAt: null, lastError: null };
  let served: ValidatedSupergraph | undefined;

  const load = async (text: string, serve: (sdl: string) => void) => {
    const next = await validateSupergraph(text, planning);
    let sources: PreparedSources | undefined;
    try {
      sources = prepare(next.subgraphs);
      // Synchronous from here, so that no request combines one supergraph with the policy or the URLs of the other.
      serve(next.sdl);
    } catch (error) {
      await Promise.all([sources?.drop(), next.close()]);
      throw error;
    }
    const replaced = served;
    served = next;
    sources.use();
    // Requests that began before the change may still need plans.
    if (replaced) setTimeout(() => void replaced.close(), planning.closeDelay).unref();
    Object.assign(state, { hash: hashOf(text), loadedAt: new Date().toISOString(), lastError: null });
    return next.sdl;
  };

  return {
    state: () => ({ ...state }),
    subgraphs: () => served?.subgraphs ?? [],
    served: () => {
      if (!served) throw new Error('No supergraph has been loaded.');
      return served;
    },
    initialize: async ({ update }) => {
      const supergraphSdl = await load(await readFile(file, 'utf8'), () => {});
      let lastReload = Promise.resolve();
      let hasEnded = false;
      const onChange = () => {
        lastReload = lastReload.then(reload);
      };
      watchFile(file, { interval, persistent: false }, onChange);
      return {
        supergraphSdl,
        cleanup: async () => {
          hasEnded = true;
          unwatchFile(file, onChange);
          await lastReload;
          await served?.close();
        },
      };

      async function reload(): Promise<void> {
        try {
          const text = await readFile(file, 'utf8');
          if (hasEnded) return;
          if (hashOf(text) === state.hash) {
            state.lastError = null;
            return;
          }
          await load(text, update);
          log.info({ event: 'supergraph_reloaded', hash: state.hash }, 'supergraph reloaded');
        } catch (error) {
          const message = reasonOf(error);
          state.lastError = { at: new Date().toISOString(), message };
          log.error({ event: 'supergraph_rejected', err: error }, 'supergraph rejected; the previous one stays in use');
        }
      }
    },
  };
}

/** A supergraph that can be served. */
export interface ValidatedSupergraph {
  /** Its SDL without access directives, for @apollo/gateway. */
  sdl: string;
  /** The API schema. */
  schema: GraphQLSchema;
  policy: Policy;
  execution: Execution;
  /** The costs of operations, by `@cost` and `@listSize` of all subgraphs. */
  costs: CostModel;
  plans: PlanCache;
  subgraphs: ServiceEndpointDefinition[];
  /** Completes the running plans, then ends planning. */
  close(): Promise<void>;
}

/** How operations are planned. */
export interface Planning {
  open: OpenPlanBuilder;
  budget: Budget;
  /** Milliseconds after which the planning of a replaced supergraph is closed. */
  closeDelay: number;
}

/** In this process, without a budget: for tools and tests. */
const inProcess: Planning = {
  open: buildPlansInProcess,
  budget: createBudget({ burst: Number.POSITIVE_INFINITY, restored: 1 }),
  closeDelay: 0,
};

/**
 * Validates a supergraph by loading it into a separate gateway. Throws its errors. Some errors would leave the serving
 * gateway in an inconsistent state.
 */
export async function validateSupergraph(text: string, planning: Planning = inProcess): Promise<ValidatedSupergraph> {
  const supergraph = parse(text);
  const open = withoutAccess(supergraph);
  const sdl = print(open);
  const subgraphs: ServiceEndpointDefinition[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    validateSupergraph: true,
    // Errors are thrown, here or when the data sources are created.
    logger: createTextLogger(createLog('validation', 'silent'), 'apollo_gateway'),
    buildService: ({ name, url }) => {
      subgraphs.push({ name, url });
      return { process: async () => ({}) };
    },
  });
  const { schema } = await gateway.load();
  await gateway.stop();
  assertValidSchema(schema);
  // The API schema has no directives, and fewer types.
  const fullSchema = buildASTSchema(open, { assumeValidSDL: true });
  const costs = openCostModel(fullSchema, schema);
  const policy = readPolicy(supergraph, schema);
  const builder = planning.open(sdl);
  try {
    const plans = createPlanCache(builder, planning);
    const execution = openExecution({ sdl: open, supergraph: fullSchema }, schema, plans);
    await builder.ready;
    return { sdl, schema, policy, execution, costs, plans, subgraphs, close: builder.close };
  } catch (error) {
    await builder.close();
    throw error;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
