import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import type { ServiceEndpointDefinition } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { assertValidSchema, buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { type CostModel, openCostModel } from '#kit/graph/cost/model.ts';
import type { Log } from '#kit/process/log.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { openRules } from './cache/rules/fetch-rules.ts';
import { type Execution, openExecution } from './execution/execution.ts';
import type { Executor } from './execution/executor.ts';
import { type Budget, createBudget } from './execution/planning/budget.ts';
import { buildPlansInProcess, type OpenPlanBuilder } from './execution/planning/plan-builder.ts';
import { createPlanCache, type PlanCache } from './execution/planning/plan-cache.ts';
import type { PreparedDocument } from './execution/planning/warm-up.ts';
import { withoutAccess } from './policy/access-directives.ts';
import { type Policy, readPolicy } from './policy/policy.ts';
import type { PreparedSources } from './transport/sources.ts';

/** The served supergraph, and the error of the last failed update. */
export interface SupergraphState {
  /** SHA-256 of the file's text, in hexadecimal. */
  hash: string | null;
  loadedAt: string | null;
  lastError: { at: string; message: string } | null;
}

/** What Apollo Server needs of a gateway: its schema, updates of it, and an executor. */
type ServedGateway = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['gateway']>;

export interface WatchedSupergraph {
  state(): SupergraphState;
  /** The subgraphs of the served supergraph, with their URLs in it. */
  subgraphs(): readonly ServiceEndpointDefinition[];
  /** The served supergraph, if one is loaded. */
  current(): ValidatedSupergraph | undefined;
  /** The served supergraph. Throws before the first one is loaded. */
  served(): ValidatedSupergraph;
  /** The gateway of one Apollo Server. Loads the supergraph when the server starts, and ends when it stops. */
  gateway(executor: Executor): ServedGateway;
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
  const listeners = new Set<Parameters<ServedGateway['onSchemaLoadOrUpdate']>[0]>();
  let served: ValidatedSupergraph | undefined;

  const load = async (text: string) => {
    const next = await validateSupergraph(text, planning);
    let sources: PreparedSources | undefined;
    try {
      sources = prepare(next.subgraphs);
      await planning.warmUp(next);
      // Synchronous from here, so that no request combines one supergraph with the policy or the URLs of the other.
      for (const listener of listeners) listener({ apiSchema: next.schema, coreSupergraphSdl: text });
    } catch (error) {
      await Promise.all([sources?.drop(), next.close()]);
      throw error;
    }
    const replaced = served;
    served = next;
    sources.use();
    planning.onServed(next);
    // Requests that began before the change may still need plans.
    if (replaced) setTimeout(() => void replaced.close(), planning.closeDelay).unref();
    Object.assign(state, { hash: hashOf(text), loadedAt: new Date().toISOString(), lastError: null });
  };

  let lastReload = Promise.resolve();
  let hasEnded = false;
  const onChange = () => {
    lastReload = lastReload.then(reload);
  };

  return {
    state: () => ({ ...state }),
    subgraphs: () => served?.subgraphs ?? [],
    current: () => served,
    served: () => {
      if (!served) throw new Error('No supergraph has been loaded.');
      return served;
    },
    gateway: (executor) => ({
      onSchemaLoadOrUpdate: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      load: async () => {
        await load(await readFile(file, 'utf8'));
        watchFile(file, { interval, persistent: false }, onChange);
        return { executor };
      },
      stop: async () => {
        hasEnded = true;
        unwatchFile(file, onChange);
        await lastReload;
        await served?.close();
      },
    }),
  };

  async function reload(): Promise<void> {
    try {
      const text = await readFile(file, 'utf8');
      if (hasEnded) return;
      if (hashOf(text) === state.hash) {
        state.lastError = null;
        return;
      }
      await load(text);
      log.info({ event: 'supergraph_reloaded', hash: state.hash }, 'supergraph reloaded');
    } catch (error) {
      const message = reasonOf(error);
      state.lastError = { at: new Date().toISOString(), message };
      log.error({ event: 'supergraph_rejected', err: error }, 'supergraph rejected; the previous one stays in use');
    }
  }
}

/** A supergraph that can be served. */
export interface ValidatedSupergraph {
  /** The API schema. */
  schema: GraphQLSchema;
  policy: Policy;
  execution: Execution;
  /** The costs of operations, by `@cost` and `@listSize` of all subgraphs. */
  costs: CostModel;
  plans: PlanCache;
  /** The documents that were prepared for it and are not used yet. */
  documents: PreparedDocument[];
  subgraphs: ServiceEndpointDefinition[];
  /** Aborts when it is closed. */
  closed: AbortSignal;
  /** Completes the running plans, then ends planning. */
  close(): Promise<void>;
}

/** How supergraphs are validated, and operations planned. */
export interface Planning {
  open: OpenPlanBuilder;
  budget: Budget;
  /** Prepares known operations before a supergraph is served. */
  warmUp(next: ValidatedSupergraph): Promise<void>;
  /** Receives a supergraph in the moment from which it is served. */
  onServed(next: ValidatedSupergraph): void;
  /** Whether the results of fetches are cached, as the hints of the supergraph say. */
  isCached: boolean;
  /** Milliseconds after which the planning of a replaced supergraph is closed. */
  closeDelay: number;
}

/** In this process, without a budget: for tools and tests. */
export const inProcess: Planning = {
  open: buildPlansInProcess,
  budget: createBudget({ burst: Number.POSITIVE_INFINITY, restored: 1 }),
  warmUp: async () => {},
  onServed: () => {},
  isCached: false,
  closeDelay: 0,
};

/**
 * Validates a supergraph and prepares what serves it. Rejects with the errors of an invalid one. The work that remains
 * in this thread has pauses, so that the requests that are served at the same time do not wait for all of it.
 */
export async function validateSupergraph(text: string, planning: Planning = inProcess): Promise<ValidatedSupergraph> {
  // Before any thread is started for it: most errors are found here.
  const supergraph = parse(text, { noLocation: true });
  await pause();
  const open = withoutAccess(supergraph);
  const builder = planning.open(text);
  const closing = new AbortController();
  const close = async () => {
    closing.abort();
    await builder.close();
  };
  try {
    const { api, subgraphs } = await builder.ready;
    const schema = buildASTSchema(parse(api, { noLocation: true }), { assumeValidSDL: true });
    await pause();
    // Caches the result in the schema, for the moment in which Apollo Server receives it.
    assertValidSchema(schema);
    await pause();
    // The API schema has no directives, and fewer types.
    const fullSchema = buildASTSchema(open, { assumeValidSDL: true });
    await pause();
    const costs = openCostModel(fullSchema, schema);
    await pause();
    const policy = readPolicy(supergraph, schema);
    await pause();
    const plans = createPlanCache(builder, planning);
    const rules = planning.isCached
      ? openRules({ schema: fullSchema, access: policy.access, supergraph: hashOf(text) })
      : undefined;
    const execution = openExecution(fullSchema, schema, plans, rules);
    return { schema, policy, execution, costs, plans, documents: [], subgraphs, closed: closing.signal, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
