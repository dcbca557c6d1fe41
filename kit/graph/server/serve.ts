import type { IncomingMessage } from 'node:http';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig, requestTokenKey } from '../../process/config.ts';
import { startService } from '../../process/http/service.ts';
import { createLog } from '../../process/log.ts';
import { runProcess } from '../../process/run-process.ts';
import { openRunningOperations, recordRunning } from '../../process/running-operations.ts';
import { ceilingsIn, ceilingVariables } from '../cost/ceilings.ts';
import { ceilingPlugin } from '../cost/enforce.ts';
import { openCostModel } from '../cost/model.ts';
import { graphError, maskError } from '../errors.ts';
import { createRequestVerifier, type ForwardedContext, requestTokenHeader } from '../request-token.ts';
import { variablesOf } from '../subgraph-variables.ts';
import { guardAccess } from './access-guard.ts';
import { storeDocuments } from './document-store.ts';
import { executorOver } from './executor.ts';
import { graphqlHandler } from './graphql-http.ts';
import { limitWork } from './limit-work.ts';
import { storePersistedQueries } from './persisted-queries.ts';
import { openRequest } from './request.ts';
import { responsePlugin } from './responses.ts';
import { readSdl } from './sdl.ts';
import type { ContextOf, RunningSubgraph, Subgraph } from './subgraph.ts';

/**
 * Opens the subgraph's backends and serves it at `/graphql`, with `/health/live` and `/health/ready`. Requests to
 * `/graphql` need a request token of the gateway, or get 401. Access directives of the SDL are enforced here too, as
 * defence in depth.
 */
export async function serve<Context extends object>(
  subgraph: Subgraph<Context>,
  env: Environment = process.env,
): Promise<RunningSubgraph> {
  const { name } = subgraph;
  const { port: portVariable, requestTokenKey: keyVariable } = variablesOf(name);
  const config = readConfig(
    `${name} subgraph`,
    z.object({
      [portVariable]: port(subgraph.port),
      [keyVariable]: requestTokenKey,
      HOST: host,
      LOG_LEVEL: z.string().default('info'),
      /** The file in which the process records running operations. */
      RUNNING_OPERATIONS_FILE: z.string().optional(),
      SUBGRAPH_TIMEOUT_MS: milliseconds(5_000),
      SUBGRAPH_BODY_LIMIT: z.coerce.number().int().default(4_194_304),
      ...ceilingVariables,
      /** The largest response, in bytes. */
      SUBGRAPH_RESPONSE_LIMIT: z.coerce.number().int().min(1).default(8_388_608),
    }),
    env,
  );
  // The names of two variables depend on the name of the subgraph.
  const variables: Record<string, unknown> = config;
  const log = createLog(name, config.LOG_LEVEL);
  const running = openRunningOperations(config.RUNNING_OPERATIONS_FILE, log);
  const opened = await subgraph.open(env, log);
  const typeDefs = parse(await readSdl(name));
  const resolvers = subgraph.resolvers as GraphQLResolverMap<unknown>;
  const schema = limitWork(guardAccess(buildSubgraphSchema([{ typeDefs, resolvers }]), typeDefs));
  const server = new ApolloServer<ContextOf<Context>>({
    gateway: executorOver(schema),
    introspection: true,
    // The gateway registers its documents. A known one is neither parsed nor validated, and its text is not hashed.
    persistedQueries: { cache: storePersistedQueries(documentsSize) },
    documentStore: storeDocuments(documentsSize),
    includeStacktraceInErrorResponses: false,
    formatError: (formatted) => maskError(formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      recordRunning<ContextOf<Context>>(running, ({ request: { id, viewer } }) => ({
        viewer: viewer.kind,
        requestId: id,
      })),
      ceilingPlugin<ContextOf<Context>>(openCostModel(schema), ceilingsIn(config)),
      responsePlugin<ContextOf<Context>>(log),
    ],
  });
  await server.start();

  const verifyRequest = createRequestVerifier(variables[keyVariable] as string, name);
  const graphql = graphqlHandler(
    server,
    async (incoming, response, body) => {
      const forwarded = readForwardedContext(() =>
        verifyRequest(requestTokenOf(incoming), { ...addressOf(incoming), body }),
      );
      const request = openRequest(forwarded, response, {
        milliseconds: Math.min(forwarded.budget ?? Number.POSITIVE_INFINITY, config.SUBGRAPH_TIMEOUT_MS),
        bytes: config.SUBGRAPH_RESPONSE_LIMIT,
      });
      return { ...opened.context(request), request };
    },
    config.SUBGRAPH_BODY_LIMIT,
  );
  const listening = await startService({
    port: variables[portVariable] as number,
    host: config.HOST,
    log,
    ready: () => opened.check(),
    routes: { ...opened.routes, '/graphql': graphql },
  });
  return {
    url: `${listening.url}/graphql`,
    close: async () => {
      await listening.close();
      await server.stop();
      await opened.close();
      running.close();
    },
  };
}

/** The size of the documents that a subgraph keeps, in characters: those of a few hundred operations. */
const documentsSize = 300_000;

/** Serves a subgraph as a process: see `runProcess`. */
export async function run<Context extends object>(subgraph: Subgraph<Context>): Promise<void> {
  await runProcess(() => serve(subgraph));
}

function requestTokenOf({ headers }: IncomingMessage): string | undefined {
  return headers[requestTokenHeader]?.toString();
}

function addressOf({ method = '', url = '' }: IncomingMessage): { method: string; path: string } {
  return { method, path: url };
}

function readForwardedContext(verifyRequest: () => ForwardedContext): ForwardedContext {
  try {
    return verifyRequest();
  } catch (cause) {
    throw graphError('UNAUTHENTICATED', 'Only the gateway may send requests.', { http: { status: 401 }, cause });
  }
}
