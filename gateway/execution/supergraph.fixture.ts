import { hash } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  graphql,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { Cache } from '../cache/cache.ts';
import { CacheUse } from '../cache/cache-use.ts';
import type { UnitContext } from '../cache/units/fetch-units.ts';
import { inProcess, validateSupergraph } from '../supergraph.ts';
import { withPaths } from '../transport/lost-fields.ts';
import type { ResponseBounds } from './execution.ts';
import { RawData, stringifyResponse } from './response/raw-data.ts';
import type { SubgraphRequest } from './subgraph-request.ts';

/** A supergraph whose subgraphs run in this process. */
export interface TestSupergraph {
  /** The composed supergraph. */
  sdl: string;
  /** The API schema. */
  schema: GraphQLSchema;
  /** Sends a request to one subgraph. */
  ask(subgraph: string, query: string, variables: Record<string, unknown>): Promise<ExecutionResult>;
  /** Executes a valid operation. */
  execute(
    query: string,
    variables?: Record<string, unknown>,
    bounds?: Partial<ResponseBounds>,
    client?: UnitContext,
  ): Promise<TestResult>;
  /** The requests to subgraphs since the previous call. */
  takeRequests(): TestRequest[];
  /** Whether compiled code wrote the data of the last response. */
  isWritten(): boolean;
  /** The number of plans that were built. */
  plansBuilt(): number;
  /** Makes a subgraph fail until this is called with undefined. */
  fail(subgraph: string | undefined): void;
}

interface TestRequest extends Pick<SubgraphRequest, 'isShared' | 'client'> {
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
}

interface TestResult {
  data: unknown;
  /** The code and path of each error. */
  errors: string[];
}

/** A request for the cache. */
export function cacheClient(changes: Partial<UnitContext> = {}): UnitContext {
  const { signal } = new AbortController();
  return {
    market: { language: 'EN' },
    usedMarket: {},
    deadline: performance.now() + 60_000,
    signal,
    cacheUse: new CacheUse(),
    ...changes,
  };
}

/** Composes small subgraphs. `cache`: keeps what they return. */
export async function openTestSupergraph(
  subgraphs: Record<string, { sdl: string; resolvers: object }>,
  cache?: Cache,
): Promise<TestSupergraph> {
  const parts = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
    const typeDefs = parse(link + sdl);
    return {
      name,
      typeDefs,
      schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap<unknown> }]),
    };
  });
  const { supergraphSdl, errors } = composeServices(parts);
  if (!supergraphSdl) throw new Error(String(errors));
  const planning = { ...inProcess, isCached: cache !== undefined };
  const { schema, execution, plans } = await validateSupergraph(supergraphSdl, planning);
  const requests: TestRequest[] = [];
  let failing: string | undefined;
  let isWritten = false;

  const ask: TestSupergraph['ask'] = async (subgraph, source, variableValues) => {
    if (subgraph === failing) return { data: null, errors: [new GraphQLError(unavailable.message, unavailable)] };
    const { schema: own } = parts.find(({ name }) => name === subgraph) as (typeof parts)[number];
    return JSON.parse(JSON.stringify(await graphql({ schema: own, source, variableValues })));
  };

  return {
    sdl: supergraphSdl,
    schema,
    ask,
    plansBuilt: plans.builtCount,
    isWritten: () => isWritten,
    takeRequests: () => requests.splice(0),
    fail: (subgraph) => {
      failing = subgraph;
    },
    execute: async (source, raw = {}, { refusals = new Map(), limit = 1_000_000 } = {}, context = cacheClient()) => {
      const document = parse(source);
      const invalid = validate(schema, document);
      if (invalid[0]) throw invalid[0];
      const operation = getOperationAST(document) as OperationDefinitionNode;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], raw);
      if (!coerced) throw new Error('The variables are invalid.');
      const requested = { source, document, operation, queryHash: hash('sha256', source) };
      const variables = { raw, coerced };
      const fetched = await execution.fetch({
        requested,
        part: requested,
        variables,
        requester: { budget: undefined, deadline: Number.POSITIVE_INFINITY },
        send: async (request) => {
          const { subgraph, query } = request.fetch;
          const variableValues = JSON.parse(request.variables);
          const { isShared, client } = request;
          requests.push({ subgraph, query, variables: variableValues, isShared, client });
          if (subgraph === failing)
            return { data: null, errors: withPaths([unavailable], { request, schema }), isDown: true };
          return ask(subgraph, query, variableValues);
        },
        caching: cache && { cache, context },
      });
      const { data, errors } = execution.complete(requested, variables, fetched, { refusals, limit });
      isWritten = data instanceof RawData;
      return {
        data: JSON.parse(stringifyResponse({ data })).data,
        errors: errors.map(({ path = [], extensions }) => `${extensions.code ?? 'none'} ${path.join('.')}`),
      };
    },
  };
}

const unavailable = { message: 'unavailable', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible",
  "@interfaceObject", "@external", "@requires", "@provides", "@shareable", "@composeDirective"])\n`;

/** Declares the cache hints in the SDL of a subgraph. */
export const cacheHints = `
  extend schema
    @link(url: "https://specs.axiom.example/cache/v1.0", import: ["@cacheControl", "@cacheTag"])
    @composeDirective(name: "@cacheControl")
    @composeDirective(name: "@cacheTag")
  directive @cacheControl(
    maxAge: Int, scope: cache__Scope, inheritMaxAge: Boolean, staleIfError: Int
  ) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @cacheTag(format: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE
  enum cache__Scope { PUBLIC PRIVATE }\n`;
