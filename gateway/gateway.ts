import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, NoSchemaIntrospectionCustomRule, specifiedRules } from 'graphql';
import { storePersistedQueries } from '#kit/graph/server/persisted-queries.ts';
import { createTextLogger, type Log } from '#kit/process/log.ts';
import { openRunningOperations, recorder, recordRunning } from '#kit/process/running-operations.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { type Answers, openAnswers } from './answers/answers.ts';
import type { QueryIdentity } from './auth/partner-keys.ts';
import { recordRefusedMutations } from './auth/refused-mutations.ts';
import { type Cache, openCache } from './cache/cache.ts';
import { openChanges } from './cache/changes.ts';
import { connectByRedis } from './cache/connection.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayContext } from './context.ts';
import { withAudit } from './execution/audit.ts';
import { operationCacheSize } from './execution/cache.ts';
import { createExecutor, type Executor, type Fetch } from './execution/executor.ts';
import { withInputChecks } from './execution/inputs/check.ts';
import { withNodeChecks } from './execution/node-checks.ts';
import { createPipeline, type Pipeline } from './execution/pipeline.ts';
import { createBudget } from './execution/planning/budget.ts';
import { buildPlansInProcess } from './execution/planning/plan-builder.ts';
import { openSeenOperations } from './execution/planning/seen-operations.ts';
import { buildPlansInThreads } from './execution/planning/thread-pool.ts';
import { type WarmUpOptions, warmUp } from './execution/planning/warm-up.ts';
import {
  formatError,
  formatOpenError,
  openExtensions,
  openResponsePlugin,
  readExtensions,
  readMarketUsed,
  responsePlugin,
} from './execution/response-plugin.ts';
import { validationPlugin } from './execution/validation.ts';
import { withInContext } from './in-context.ts';
import { limitRule } from './limits/complexity.ts';
import { withConcurrencyLimit } from './limits/concurrency.ts';
import { withCostLimit } from './limits/cost-limit.ts';
import { type KnownDocuments, openKnownDocuments } from './limits/known-documents.ts';
import { rateLimitKeyText } from './limits/rate-limit-key.ts';
import { cacheMarkets } from './markets.ts';
import { persistedQueriesPlugin, sharePersistedQueries } from './persisted-queries.ts';
import { type SupergraphState, type ValidatedSupergraph, watchSupergraph } from './supergraph.ts';
import type { HttpDataSource } from './transport/data-source.ts';
import { openSources } from './transport/sources.ts';

/** Apollo Server over the supergraph, without an HTTP server. */
export interface Gateway {
  server: ApolloServer<GatewayContext>;
  run: Pipeline;
  supergraph(): SupergraphState;
  /** The API schema of the served supergraph. */
  schema(): GraphQLSchema;
  /** The subgraphs of the served supergraph. */
  subgraphs(): HttpDataSource[];
  /** The URL of a subgraph; an invalid host for a subgraph that is not in the supergraph. */
  urlOf(name: string): string;
  /** The documents that were validated before. */
  documents: KnownDocuments;
  queryIdentity: QueryIdentity;
  cache: Cache;
  answers: Answers;
  /** Stops the server and closes the connections to the subgraphs, after the running operations have ended. */
  close(): Promise<void>;
}

/** What a gateway stores in Redis for the others, as a multiple of what it keeps in memory. It lives longer there. */
const sharedShare = 4;

/** Loads the supergraph. Rejects when it cannot be read or served. Without `redis`, gateways share nothing. */
export async function openGateway(config: GatewayConfig, log: Log, redis?: RedisClient): Promise<Gateway> {
  const sources = openSources(config, log);
  const { cacheBytes, port, redisUrl } = config;
  const connection = { port, maxBytes: sharedShare * cacheBytes, log };
  const cache = openCache({
    maxBytes: cacheBytes,
    connect: config.isOpen || !redisUrl ? undefined : connectByRedis({ ...connection, url: redisUrl }),
    log,
  });
  const { planning } = config;
  const seen = await openSeenOperations(planning.seenOperationsFile, log);
  const rules = [limitRule(config.limits)];
  const known: WarmUpOptions = {
    folder: planning.warmUp.folder,
    mostUsed: seen.mostUsed,
    rules: [...specifiedRules, ...(config.introspection ? [] : [NoSchemaIntrospectionCustomRule]), ...rules],
    maxTokens: config.limits.tokens,
    log,
  };
  const documents = openKnownDocuments(operationCacheSize, () => supergraph.served().schema);
  /** The documents that were prepared for the served supergraph become known ones. */
  const adopt = (next: ValidatedSupergraph) => {
    if (next !== supergraph.current()) return;
    for (const document of next.documents.splice(0)) documents.prepare({ ...document, schema: next.schema });
  };
  const supergraph = watchSupergraph(config.supergraphFile, config.pollInterval, sources.prepare, log, {
    open: (sdl) => (planning.threads > 0 ? buildPlansInThreads(sdl, { ...planning, log }) : buildPlansInProcess(sdl)),
    budget: createBudget(planning.budget),
    warmUp: (next) => warmUp(next, planning.warmUp.time, known, () => adopt(next)),
    onServed: adopt,
    isCached: cache.isOn,
    closeDelay: config.timeout,
  });
  const queryIdentity: QueryIdentity = async (query, variables) => {
    const identity = sources.get('identity');
    if (!identity) throw new Error('The supergraph has no identity subgraph.');
    return identity.query(query, variables);
  };
  const marketOf = cacheMarkets(async (requested) => {
    const commerce = sources.get('commerce');
    // A supergraph of another project may have no markets.
    if (!commerce || !supergraph.served().schema.getQueryType()?.getFields().localization) return requested;
    const { localization } = await commerce.query('{ localization { country { code } currencyCode } }', {}, requested);
    const { country, currencyCode } = (localization ?? {}) as { country?: { code: string }; currencyCode?: string };
    return country && currencyCode ? { country: country.code, currency: currencyCode } : requested;
  }, log);
  const fetch: Fetch = async ({ requested, permitted, variables, schema, context, execution }) => {
    const changes = openChanges(cache, context.requestId, log);
    const fetched = await execution.fetch({
      requested,
      part: permitted,
      variables,
      requester: { budget: rateLimitKeyText(context.rateLimitKey), deadline: context.deadline },
      send: async (subgraphRequest) => {
        const { subgraph } = subgraphRequest.fetch;
        const source = sources.get(subgraph);
        if (!source) throw new Error(`The supergraph has no ${subgraph} subgraph.`);
        const result = await source.fetch(subgraphRequest, context, schema);
        changes.add(subgraph, result.invalidates);
        return result;
      },
      caching: cache.isOn ? { cache, context } : undefined,
    });
    await changes.publish();
    return fetched;
  };
  const { isOpen, responseLimit } = config;
  const executor = createExecutor(supergraph.served, isOpen ? fetch : withAudit(fetch, queryIdentity), {
    responseLimit,
    recordRefusals: isOpen ? () => {} : recordRefusedMutations(queryIdentity, log),
  });
  const marketUsed = readMarketUsed(marketOf);
  const answers = openAnswers(cache);
  const checked = answers.keeping(withInputChecks(withNodeChecks(executor), config.introspection));
  const open = answers.keeping(executor);
  const unlimited: Executor = (request) => {
    documents.add(request.request.http?.method ?? '', request);
    return open(request);
  };
  const limited = isOpen
    ? unlimited
    : withCostLimit(withConcurrencyLimit(checked, config.concurrency), {
        costs: () => supergraph.served().costs,
        ceilings: config.ceilings,
        documents,
      });
  const counted = seen.counting(withInContext(limited));

  // What Apollo Server runs may have been executed before it: see `createPipeline`.
  const execute: Executor = (request) => (request.context as GatewayContext).outcome ?? counted(request);
  const extensionsOf = isOpen ? openExtensions : readExtensions(marketUsed);
  const running = openRunningOperations(config.runningOperationsFile, log);
  const describe = ({ viewer, requestId }: GatewayContext) => ({ viewer: viewer.kind, requestId });
  const persisted = redis && sharePersistedQueries(redis);
  const server = new ApolloServer<GatewayContext>({
    gateway: supergraph.gateway(execute),
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    // http/graphql.ts prevents cross-site request forgery.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    cache: persisted?.store ?? storePersistedQueries(),
    documentStore: documents.store,
    parseOptions: { maxTokens: config.limits.tokens },
    validationRules: rules,
    formatError: isOpen ? formatOpenError : formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: createTextLogger(log, 'apollo_server'),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ...(config.runningOperationsFile ? [recordRunning(running, describe)] : []),
      ...(persisted ? [persistedQueriesPlugin(persisted)] : []),
      isOpen ? openResponsePlugin(log) : responsePlugin(log, extensionsOf),
      validationPlugin(config.introspection),
    ],
  });
  await server.start();

  const run = createPipeline({
    server,
    execute: counted,
    documents,
    answers,
    seen: seen.count,
    schema: () => supergraph.served().schema,
    extensionsOf,
    recordRunning: config.runningOperationsFile ? recorder(running, describe) : undefined,
  });
  return {
    server,
    run,
    supergraph: supergraph.state,
    urlOf: (name) => sources.get(name)?.url ?? config.subgraph(name).url ?? 'http://unknown.invalid',
    schema: () => supergraph.served().schema,
    documents,
    queryIdentity,
    cache,
    answers,
    subgraphs: () => supergraph.subgraphs().flatMap(({ name }) => sources.get(name) ?? []),
    close: async () => {
      await server.stop();
      await sources.close();
      await cache.close();
      await seen.close();
      running.close();
    },
  };
}
