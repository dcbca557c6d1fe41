import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { storeDocuments } from '#kit/graph/server/document-store.ts';
import type { Log } from '#kit/process/log.ts';
import { notesRunning, openRunningOperations } from '#kit/process/running-operations.ts';
import type { AskIdentity } from './auth/partner-keys.ts';
import { recordRefusedMutations } from './auth/refused-mutations.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayContext } from './context.ts';
import { audited } from './execution/audit.ts';
import { operationCacheSize } from './execution/cache.ts';
import { createExecutor, type Fetch } from './execution/executor.ts';
import { checkInputs } from './execution/inputs/check.ts';
import { confirmNodes } from './execution/nodes.ts';
import { createBudget } from './execution/planning/budget.ts';
import { planHere } from './execution/planning/maker.ts';
import { planInThreads } from './execution/planning/threads.ts';
import { warmUp } from './execution/planning/warm-up.ts';
import { answersPlugin, formatError } from './execution/responses.ts';
import { validationPlugin } from './execution/validation.ts';
import { mediaTypesPlugin } from './http/media-types.ts';
import { limitRule } from './limits/complexity.ts';
import { type KnownDocuments, openKnownDocuments } from './limits/known-documents.ts';
import { metered } from './limits/meter.ts';
import { payerKeyOf } from './limits/payer.ts';
import { storePersistedQueries } from './limits/persisted-queries.ts';
import { inTurn } from './limits/turns.ts';
import { rememberMarkets } from './markets.ts';
import { type SupergraphState, watchSupergraph } from './supergraph.ts';
import type { HttpDataSource } from './transport/data-source.ts';
import { openSources } from './transport/sources.ts';

/** The graph: Apollo Server over ApolloGateway, not yet listening. */
export interface Gateway {
  server: ApolloServer<GatewayContext>;
  supergraph(): SupergraphState;
  /** What clients see of the supergraph that is served. */
  schema(): GraphQLSchema;
  /** The subgraphs of the supergraph that is served. */
  subgraphs(): HttpDataSource[];
  /** Where a subgraph answers; for one that the supergraph lacks, an address that leads nowhere. */
  addressOf(name: string): string;
  /** The documents that were validated before. */
  documents: KnownDocuments;
  /** Asks identity in the gateway's own name; rejects when it does not answer. */
  askIdentity: AskIdentity;
  /** Ends the server and the connections to the subgraphs, once nothing runs any more. */
  close(): Promise<void>;
}

/** Loads the supergraph. Rejects when it cannot be read or served. */
export async function openGateway(config: GatewayConfig, log: Log): Promise<Gateway> {
  const sources = openSources(config, log);
  const supergraph = watchSupergraph(config.supergraphFile, config.pollInterval, sources.prepare, log, {
    open: (sdl) => (config.planning.threads > 0 ? planInThreads(sdl, { ...config.planning, log }) : planHere(sdl)),
    budget: createBudget(config.planning.budget),
    linger: config.timeout,
  });

  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    // It executes nothing, and so fetches nothing.
    buildService: () => ({ process: async () => ({}) }),
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    logger: log,
  });
  const askIdentity: AskIdentity = async (query, variables) => {
    const identity = sources.get('identity');
    if (!identity) throw new Error('The supergraph has no identity subgraph.');
    return identity.ask(query, variables);
  };
  const marketOf = rememberMarkets(async (asked) => {
    const commerce = sources.get('commerce');
    // A foreign supergraph has no markets.
    if (!commerce || !supergraph.served().schema.getQueryType()?.getFields().localization) return asked;
    const { localization } = await commerce.ask('{ localization { country { code } currencyCode } }', {}, asked);
    const { country, currencyCode } = (localization ?? {}) as { country?: { code: string }; currencyCode?: string };
    return country && currencyCode ? { country: country.code, currency: currencyCode } : asked;
  }, log);
  const fetch: Fetch = ({ asked, permitted, variables, schema, context, execution }) =>
    execution.fetch({
      asked,
      part: permitted,
      variables,
      requester: { budget: payerKeyOf(context), deadline: context.deadline },
      ask: (name, call) => {
        const source = sources.get(name);
        if (!source) throw new Error(`The supergraph has no ${name} subgraph.`);
        return source.fetch(call, context, schema);
      },
    });
  const executor = confirmNodes(
    createExecutor(supergraph.served, audited(fetch, askIdentity), {
      answerLimit: config.answerLimit,
      recordRefusals: recordRefusedMutations(askIdentity, log),
    }),
  );
  const documents = openKnownDocuments(operationCacheSize);
  gateway.executor = metered(inTurn(checkInputs(executor, config.introspection), config.turns), {
    costs: () => supergraph.served().costs,
    ceilings: config.ceilings,
    documents,
  });

  const running = openRunningOperations(config.runningOperationsFile, log);
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    // http/graphql.ts knows which requests can be forged.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    cache: storePersistedQueries(),
    documentStore: storeDocuments(operationCacheSize),
    parseOptions: { maxTokens: config.limits.tokens },
    validationRules: [limitRule(config.limits)],
    formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      notesRunning<GatewayContext>(running, ({ viewer, requestId }) => ({ viewer: viewer.kind, requestId })),
      answersPlugin(log, marketOf),
      mediaTypesPlugin,
      validationPlugin(config.introspection),
    ],
  });
  await server.start();
  // Clients are served meanwhile.
  if (config.planning.warmUp) void warmUp(config.planning.warmUp, supergraph.served().execution, log);

  return {
    server,
    supergraph: supergraph.state,
    addressOf: (name) => sources.get(name)?.url ?? config.subgraph(name).url ?? 'http://nowhere.invalid',
    schema: () => supergraph.served().schema,
    documents,
    askIdentity,
    subgraphs: () => supergraph.subgraphs().flatMap(({ name }) => sources.get(name) ?? []),
    close: async () => {
      await server.stop();
      await sources.close();
      running.close();
    },
  };
}
