import { readFile } from 'node:fs/promises';
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
import { type Handler, listen, sendJson } from '../../process/http/http.ts';
import { createLog, type Log } from '../../process/log.ts';
import { notesRunning, openRunningOperations } from '../../process/running-operations.ts';
import { ceilingsIn, ceilingVariables } from '../cost/ceilings.ts';
import { ceilingPlugin } from '../cost/enforce.ts';
import { openCostModel } from '../cost/model.ts';
import { graphError, maskError } from '../errors.ts';
import type { Market } from '../market.ts';
import { type Client, createRequestVerifier, type ForwardedContext, requestTokenHeader } from '../request-token.ts';
import type { SessionCookie } from '../session.ts';
import { variablesOf } from '../subgraph-variables.ts';
import type { Viewer, ViewerQuota } from '../viewer.ts';
import { guardAccess } from './access-guard.ts';
import { storeDocuments } from './document-store.ts';
import { executorOver } from './executor.ts';
import { graphqlHandler } from './graphql-http.ts';
import { limitWork } from './limit-work.ts';
import { openRequest } from './request.ts';
import { answersPlugin } from './responses.ts';

/** What every request to a subgraph carries, whatever it asks. */
export interface SubgraphRequest {
  /** Given by the gateway; the same in every log line of one client request. */
  id: string;
  viewer: Viewer;
  /** The market that was asked for. */
  market: Market;
  /** Where the client's request came from. */
  client: Client;
  /** Whether a service of the house asks, or the gateway in its own name. */
  isService: boolean;
  /** Whether reads must bypass the caches of backends. */
  isUncached: boolean;
  /** What the viewer may spend; the gateway says it to the identity subgraph, for viewers that have a rate limit. */
  quota?: ViewerQuota;
  /** The Elite Session's token, for the subgraph that acts for the customer at its backing system. */
  token?: string;
  /** Aborts when the time is up or, except for mutations, the gateway has gone. To be handed to every backend call. */
  signal: AbortSignal;
  /** Facts about how the request was answered, sent back to the gateway in `extensions.context`. */
  answered: Record<string, unknown>;
  /** Cookies that the gateway is to set or clear at the client's browser. It takes them from the identity subgraph alone. */
  cookies: SessionCookie[];
}

/** A subgraph's connections to its backends, open as long as the process lives. */
export interface Room<Context extends object> {
  /** Made anew for each request: loaders live here. */
  context(request: SubgraphRequest): Context;
  /** Resolves when every backend answers; rejects with the reason otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
  /** What it serves beside the graph, to anyone who reaches it, by path. */
  routes?: Record<string, Handler>;
}

/** A subgraph: its SDL stands in `schema/<name>.graphql`, the rest here. */
export interface Subgraph<Context extends object> {
  name: string;
  /** Where it listens unless `<NAME>_PORT` says otherwise. */
  port: number;
  resolvers: object;
  open(env: Environment, log: Log): Promise<Room<Context>> | Room<Context>;
}

/**
 * Resolvers of a GraphQL type whose parent is `Row`: every field that the row does not already hold must be there,
 * so that a forgotten one fails the type check. The key of `node` is not among them: it comes in references alone.
 */
export type ResolversOver<Row, Resolvers> = Resolvers &
  Required<Omit<Resolvers, keyof Row | '__isTypeOf' | '__resolveReference' | '__typename' | 'nodeId'>>;

/** The context resolvers see: the request and what the room adds. */
export type ContextOf<Context extends object> = Context & { request: SubgraphRequest };

/** A subgraph that answers at `url`. */
export interface RunningSubgraph {
  url: string;
  close(): Promise<void>;
}

/**
 * Opens the subgraph's backends and serves it at `/graphql`, with `/health/live` and `/health/ready` beside it. Requests
 * to `/graphql` must be sealed by the gateway, or get 401; what the SDL asks of the viewer is asked again here.
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
      /** Where the process notes what it executes. */
      RUNNING_OPERATIONS_FILE: z.string().optional(),
      SUBGRAPH_TIMEOUT_MS: milliseconds(5_000),
      SUBGRAPH_BODY_LIMIT: z.coerce.number().int().default(4_194_304),
      ...ceilingVariables,
      /** Bytes an answer may have. */
      SUBGRAPH_RESPONSE_LIMIT: z.coerce.number().int().min(1).default(8_388_608),
    }),
    env,
  );
  // The names of these two depend on the subgraph's.
  const own: Record<string, unknown> = config;
  const log = createLog(name, config.LOG_LEVEL);
  const running = openRunningOperations(config.RUNNING_OPERATIONS_FILE, log);
  const room = await subgraph.open(env, log);
  const typeDefs = parse(await readSdl(name));
  const resolvers = subgraph.resolvers as GraphQLResolverMap<unknown>;
  const schema = limitWork(guardAccess(buildSubgraphSchema([{ typeDefs, resolvers }]), typeDefs));
  const server = new ApolloServer<ContextOf<Context>>({
    gateway: executorOver(schema),
    introspection: true,
    documentStore: storeDocuments(100_000),
    includeStacktraceInErrorResponses: false,
    formatError: (formatted) => maskError(formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      notesRunning<ContextOf<Context>>(running, ({ request: { id, viewer } }) => ({
        viewer: viewer.kind,
        requestId: id,
      })),
      ceilingPlugin<ContextOf<Context>>(openCostModel(schema), ceilingsIn(config)),
      answersPlugin<ContextOf<Context>>(log),
    ],
  });
  await server.start();

  const verifyRequest = createRequestVerifier(own[keyVariable] as string, name);
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
      return { ...room.context(request), request };
    },
    config.SUBGRAPH_BODY_LIMIT,
  );
  const listening = await listen(
    async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://subgraph');
      if (pathname === '/graphql') return graphql(request, response);
      if (pathname === '/health/live') return sendJson(response, 200, { status: 'live' });
      if (pathname === '/health/ready') {
        const reason = await room.check().then(() => undefined, reasonOf);
        return sendJson(response, reason ? 503 : 200, reason ? { status: 'unready', reason } : { status: 'ready' });
      }
      const route = room.routes?.[pathname];
      if (route) return route(request, response);
      sendJson(response, 404, { status: 'not found' });
    },
    own[portVariable] as number,
    config.HOST,
  );
  log.info({ event: 'listening', url: listening.url }, 'listening');
  return {
    url: `${listening.url}/graphql`,
    close: async () => {
      await listening.close();
      await server.stop();
      await room.close();
      running.close();
    },
  };
}

/** Serves a subgraph as a process of its own: ends in order on SIGTERM and SIGINT, exits 1 with the reason when it cannot start. */
export async function run<Context extends object>(subgraph: Subgraph<Context>): Promise<void> {
  await runProcess(() => serve(subgraph));
}

/** Runs anything that can be closed as a process: see `run`. */
export async function runProcess(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start();
    const end = () => running.close().then(() => process.exit(0));
    process.once('SIGTERM', end).once('SIGINT', end);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** The SDL of one subgraph, with the shared part before it. */
export async function readSdl(name: string): Promise<string> {
  const read = (file: string) => readFile(new URL(`../../../schema/${file}.graphql`, import.meta.url), 'utf8');
  return (await read('shared')) + (await read(name));
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
    throw graphError('UNAUTHENTICATED', 'Only the gateway may ask.', { http: { status: 401 }, cause });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
