import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { RecordRunning } from '#kit/process/running-operations.ts';
import type { Answers } from '../answers/answers.ts';
import type { GatewayContext } from '../context.ts';
import type { Parameters } from '../http/parameters.ts';
import { applyInContext } from '../in-context.ts';
import type { KnownDocuments } from '../limits/known-documents.ts';
import type { Executor, ExecutorRequest } from './executor.ts';
import type { ReadExtensions } from './response-plugin.ts';

/** A response, and what Apollo Server sets of its HTTP head. */
export interface OperationResponse {
  status?: number | undefined;
  headers: ReadonlyMap<string, string>;
  result: {
    data?: unknown;
    errors?: readonly GraphQLFormattedError[] | undefined;
    extensions?: Record<string, unknown> | undefined;
  };
}

/** Runs the operation of a request that was sent by `method`. Rejects after an unexpected error, which is logged. */
export type Pipeline = (
  method: 'GET' | 'POST',
  parameters: Parameters,
  context: GatewayContext,
) => Promise<OperationResponse>;

export interface PipelineOptions {
  server: ApolloServer<GatewayContext>;
  execute: Executor;
  documents: KnownDocuments;
  answers: Pick<Answers, 'find'>;
  /** Counts an operation whose answer was found. */
  seen(request: ExecutorRequest): void;
  /** The schema that Apollo Server validates against. */
  schema(): GraphQLSchema;
  extensionsOf: ReadExtensions;
  /** Undefined where running operations are not recorded. */
  recordRunning: RecordRunning<GatewayContext> | undefined;
}

/**
 * Runs operations through Apollo Server: persisted queries, parsing, validation, errors and plugins. An operation of a
 * known document needs none of these while it has no errors, and is executed directly. If it has, Apollo Server gets
 * the outcome of its execution. What the gateway's plugins do for every response is done here as well.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { server, execute, documents, answers, seen, schema, extensionsOf, recordRunning } = options;

  const throughServer: Pipeline = async (method, parameters, contextValue) => {
    const http = { method, headers: noHeaders, search: '', body: undefined };
    const { http: head, body } = await server.executeOperation({ ...parameters, http }, { contextValue });
    const result = body.kind === 'single' ? body.singleResult : body.initialResult;
    return { status: head.status, headers: head.headers, result };
  };

  return async (method, parameters, context) => {
    const known = findDocument(documents, method, parameters);
    const served = schema();
    const operation = known?.schema === served ? known.operationOf(parameters.operationName) : undefined;
    // Apollo Server rejects mutations by GET, which another operation of the same document may be.
    if (!known || !operation || (method === 'GET' && operation.operation !== 'query')) {
      return throughServer(method, parameters, context);
    }
    const { document, source, queryHash } = known;
    const request: ExecutorRequest = {
      request: { ...parameters, http: { method } },
      document,
      operation,
      schema: served,
      source,
      queryHash,
      context,
    };
    // An operation whose market is refused is executed for its error.
    if (!applyInContext(request) && answers.find(request)) {
      const { costAccount, minimumCost } = context;
      const refusal = await costAccount.reserve(minimumCost);
      if (refusal) {
        context.outcome = Promise.resolve({ errors: [refusal] });
        return throughServer(method, parameters, context);
      }
      costAccount.settle(minimumCost);
      seen(request);
      return { headers: none, result: { data: null, extensions: await extensionsOf(context, true) } };
    }
    const end = recordRunning?.({ source, queryHash, operationName: parameters.operationName, context });
    try {
      context.outcome = execute(request);
      const result = await settled(context.outcome);
      if (!result || result.errors) return await throughServer(method, parameters, context);
      return { headers: none, result: { data: result.data, extensions: await extensionsOf(context, true) } };
    } finally {
      end?.();
    }
  };
}

/** Apollo Server negotiates incremental delivery by `Accept`. The gateway offers none. */
const noHeaders = new HeaderMap([['accept', '']]);

const none: ReadonlyMap<string, string> = new Map();

function findDocument(documents: KnownDocuments, method: string, { query, extensions }: Parameters) {
  const persisted = extensions?.persistedQuery as { sha256Hash: string } | undefined;
  // Apollo Server stores the text of a persisted query.
  if (persisted && query !== undefined) return undefined;
  return documents.find(method, query, persisted?.sha256Hash);
}

/** The result of an execution; undefined where it failed. */
async function settled(outcome: ReturnType<Executor>) {
  try {
    return await outcome;
  } catch {
    return undefined;
  }
}
