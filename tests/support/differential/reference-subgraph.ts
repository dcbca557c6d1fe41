import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import {
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { readSdl } from '#kit/graph/server/sdl.ts';
import type { ContextOf, OpenSubgraph, Subgraph, SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { Environment } from '#kit/process/config.ts';
import { createLog } from '#kit/process/log.ts';

/** The viewer and token, as the gateway determines them. */
export interface Caller {
  viewer: Viewer;
  token?: string;
}

type References = Record<
  string,
  { __resolveReference?(keys: object, context: object, info: object): unknown } | undefined
>;

/** One subgraph, as the reference executes it. */
export interface Part {
  name: string;
  service: OpenSubgraph<object>;
  schema: GraphQLSchema;
  /** The schema for resolvers that look ahead. */
  lookahead: GraphQLSchema;
  resolvers: References;
}

/** Opens a subgraph over the backends of `env`. */
export async function openPart(subgraph: Subgraph<object>, env: Environment, api: GraphQLSchema): Promise<Part> {
  const resolvers = subgraph.resolvers as GraphQLResolverMap<unknown>;
  const typeDefs = parse(await readSdl(subgraph.name));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  return {
    name: subgraph.name,
    service: await subgraph.open(env, createLog(`${subgraph.name} (reference)`, 'silent')),
    schema,
    lookahead: withAbstractTypes(schema, api),
    resolvers: resolvers as References,
  };
}

/**
 * The schema with the interfaces and unions of the API that it lacks, so that a selection through one of them is not overlooked. The
 * gateway sends no subgraph a type that it does not have.
 */
function withAbstractTypes(schema: GraphQLSchema, api: GraphQLSchema): GraphQLSchema {
  const missing = (name: string) => {
    const type = schema.getType(name) ? undefined : api.getType(name);
    return isAbstractType(type) ? type : undefined;
  };
  return Object.assign(Object.create(schema) as GraphQLSchema, {
    getType: (name: string) => schema.getType(name) ?? missing(name),
    isSubType: (abstract: GraphQLAbstractType, type: GraphQLObjectType) =>
      (missing(abstract.name) ? api : schema).isSubType(abstract, type),
  });
}

/** What one request of a caller carries in a subgraph. */
export function contextOf(service: OpenSubgraph<object>, { viewer, token }: Caller): ContextOf<object> {
  const request: SubgraphRequest = {
    id: 'reference',
    isService: false,
    isUncached: false,
    viewer,
    market: { language: 'EN' },
    client: {},
    ...(token && { token }),
    signal: AbortSignal.timeout(30_000),
    answered: {},
    fallbacks: new Set(),
    invalidates: new Set(),
    cookies: [],
  };
  return { ...service.context(request), request };
}

/** A field that a subgraph resolves itself. One that it only refers to is `@external`. */
export function fieldOf({ schema }: Part, type: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const own = schema.getType(type);
  const field = isObjectType(own) ? own.getFields()[name] : undefined;
  return field?.astNode?.directives?.some((directive) => directive.name.value === 'external') ? undefined : field;
}

/** The keys by which a subgraph finds entities of a type, each with the names of its fields. */
export function keysIn(type: GraphQLNamedType | undefined): string[][] {
  const directives = type?.astNode?.directives?.filter(({ name }) => name.value === 'key') ?? [];
  return directives.flatMap(({ arguments: given = [] }) => {
    const values = Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
    return values.resolvable === false ? [] : [String(values.fields).split(' ')];
  });
}
