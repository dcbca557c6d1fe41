import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig } from './config.ts';
import { maskError } from './errors.ts';
import { graphqlHandler, listen, sendJson } from './http.ts';
import { createLog, type Log } from './log.ts';
import { type Market, readMarket } from './market.ts';
import { anonymous, type Viewer } from './viewer.ts';

/** What every request to a subgraph carries, whatever it asks. */
export interface SubgraphRequest {
  /** Given by the gateway; the same in every log line of one client request. */
  id: string;
  viewer: Viewer;
  /** The market that was asked for. */
  market: Market;
  /** Aborts when the gateway no longer waits for the answer. To be handed to every backend call. */
  signal: AbortSignal;
  /** Facts about how the request was answered, sent back to the gateway in `extensions.context`. */
  answered: Record<string, unknown>;
}

/** A subgraph's connections to its backends, open as long as the process lives. */
export interface Room<Context extends object> {
  /** Made anew for each request: loaders live here. */
  context(request: SubgraphRequest): Context;
  /** Resolves when every backend answers; rejects with the reason otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
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
 * so that a forgotten one fails the type check.
 */
export type ResolversOver<Row, Resolvers> = Resolvers &
  Required<Omit<Resolvers, keyof Row | '__isTypeOf' | '__resolveReference' | '__typename'>>;

/** The context resolvers see: the request and what the room adds. */
export type ContextOf<Context extends object> = Context & { request: SubgraphRequest };

/** A subgraph that answers at `url`. */
export interface RunningSubgraph {
  url: string;
  close(): Promise<void>;
}

/** Opens the subgraph's backends and serves it at `/graphql`, with `/health/live` and `/health/ready` beside it. */
export async function serve<Context extends object>(
  subgraph: Subgraph<Context>,
  env: Environment = process.env,
): Promise<RunningSubgraph> {
  const { name } = subgraph;
  const portVariable = `${name.toUpperCase()}_PORT`;
  const config = readConfig(
    `${name} subgraph`,
    z.object({
      [portVariable]: port(subgraph.port),
      HOST: host,
      LOG_LEVEL: z.string().default('info'),
      SUBGRAPH_TIMEOUT_MS: milliseconds(5_000),
      SUBGRAPH_BODY_LIMIT: z.coerce.number().int().default(4_194_304),
    }),
    env,
  );
  const log = createLog(name, config.LOG_LEVEL as string);
  const room = await subgraph.open(env, log);
  const server = new ApolloServer<ContextOf<Context>>({
    schema: buildSubgraphSchema([
      { typeDefs: parse(await readSdl(name)), resolvers: subgraph.resolvers as GraphQLResolverMap<unknown> },
    ]),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted) => maskError(formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      answers<ContextOf<Context>>(log),
    ],
  });
  await server.start();

  const graphql = graphqlHandler(
    server,
    async (incoming) => {
      const request = readRequest(incoming, config.SUBGRAPH_TIMEOUT_MS as number);
      return { ...room.context(request), request };
    },
    config.SUBGRAPH_BODY_LIMIT as number,
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
      sendJson(response, 404, { status: 'not found' });
    },
    config[portVariable] as number,
    config.HOST as string,
  );
  log.info({ url: listening.url }, 'listening');
  return {
    url: `${listening.url}/graphql`,
    close: async () => {
      await listening.close();
      await server.stop();
      await room.close();
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
  const read = (file: string) => readFile(new URL(`../schema/${file}.graphql`, import.meta.url), 'utf8');
  return (await read('shared')) + (await read(name));
}

function readRequest(incoming: IncomingMessage, timeout: number): SubgraphRequest {
  const header = (name: string) => incoming.headers[name]?.toString();
  const budget = Number(header('x-axiom-budget-ms')) || timeout;
  return {
    id: header('x-request-id') ?? '',
    viewer: anonymous,
    market: readMarket(header),
    signal: AbortSignal.timeout(Math.min(budget, timeout)),
    answered: {},
  };
}

/** Logs what went wrong, with its cause, and sends back how the request was answered. */
function answers<Context extends { request: SubgraphRequest }>(log: Log): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) {
          const cause = error.originalError?.cause ?? error.cause ?? error.originalError;
          log.warn({ requestId: contextValue.request?.id, path: error.path, err: cause ?? error }, error.message);
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        const answered = contextValue.request?.answered ?? {};
        if (response.body.kind === 'single' && Object.keys(answered).length > 0) {
          response.body.singleResult.extensions = { ...response.body.singleResult.extensions, context: answered };
        }
      },
    }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
