import {
  buildASTSchema,
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
  printSchema,
} from 'graphql';
import { type Access, refusalOf } from '#kit/graph/access.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import type { Environment } from '#kit/process/config.ts';
import { type Caller, contextOf, fieldOf, keysIn, openPart, type Part } from './reference-subgraph.ts';
import { hasRequired, requiredIn, requiredValue, rowWith } from './required-fields.ts';

/** Executes operations with graphql-js alone, over one schema with the resolvers of all subgraphs. */
export interface Reference {
  schema: GraphQLSchema;
  execute(query: string, variables: Record<string, unknown>, caller: Caller): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** A null for an entity that no longer exists in its subgraph. */
export class GoneEntity extends Error {}

/** An object of a response: its rows in the subgraphs, and its selection for resolvers that look ahead. */
interface Wrapped {
  origin: string;
  rows: Map<string, unknown>;
  nodes: GraphQLResolveInfo['fieldNodes'];
}

type Contexts = ReadonlyMap<string, object>;
/**
 * Creates the services of the subgraphs over the backends of `env`, and combines their public schemas. A field is
 * resolved by the subgraph of its object, or by another one that has the field and gets the id of the entity.
 */
export async function openReference(
  subgraphs: readonly Subgraph<never>[],
  api: GraphQLSchema,
  access: ReadonlyMap<string, Access>,
  env: Environment,
): Promise<Reference> {
  const parts = await Promise.all(
    subgraphs.map((subgraph) => openPart(subgraph as unknown as Subgraph<object>, env, api)),
  );
  const schema = buildASTSchema(parse(printSchema(api)), { assumeValid: true });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) stitch(type);
    if (isAbstractType(type)) type.resolveType = (wrapped: Wrapped, _, info) => typeNameOf(wrapped, type.name, info);
    if (isScalarType(type)) adoptLeaf(type.name);
  }

  return {
    schema,
    execute: async (query, variables, caller) => {
      const contexts = new Map(parts.map(({ name, service }) => [name, contextOf(service, caller)]));
      const origin = { origin: '', rows: new Map(), nodes: [] } satisfies Wrapped;
      return execute({
        schema,
        document: parse(query),
        variableValues: variables,
        rootValue: origin,
        contextValue: { contexts, caller },
      });
    },
    close: async () => {
      await Promise.all(parts.map(({ service }) => service.close()));
    },
  };

  function stitch(type: GraphQLObjectType): void {
    for (const field of Object.values(type.getFields())) {
      const required = access.get(`${type.name}.${field.name}`);
      field.resolve = async (
        parent: Wrapped,
        args,
        { contexts, caller }: { contexts: Contexts; caller: Caller },
        info,
      ) => {
        const refusal = required && refusalOf(required, caller.viewer);
        if (refusal) throw refusal;
        const part = ownerOf(type.name, field.name, parent);
        const own = fieldOf(part, type.name, field.name);
        const context = contexts.get(part.name) as object;
        const needs = own !== undefined && hasRequired(own);
        const row = type.name === 'Query' ? undefined : await rowOf(parent, part, type.name, contexts, info, needs);
        if (row === null && isNonNullType(field.type)) throw new GoneEntity();
        if (row === null) return null;
        const ownInfo = {
          ...info,
          schema: part.lookahead,
          parentType: part.schema.getType(type.name),
          returnType: own?.type,
        };
        const value = await (own?.resolve ?? defaultFieldResolver)(row, args, context, ownInfo as GraphQLResolveInfo);
        if (isLeafType(getNamedType(field.type))) return value;
        const wrapped = wrap(value, field.type, part.name, info.fieldNodes);
        return getNamedType(field.type).name === 'Node' ? existing(wrapped, contexts, info) : wrapped;
      };
    }
  }

  /** The gateway returns null for a node that does not exist, for every selection. */
  async function existing(value: unknown, contexts: Contexts, info: GraphQLResolveInfo): Promise<unknown> {
    const settled = await value;
    if (Array.isArray(settled)) return Promise.all(settled.map((item) => existing(item, contexts, info)));
    if (settled === null || settled instanceof Error) return settled;
    const wrapped = settled as Wrapped;
    const type = await typeNameOf(wrapped, 'Node', info);
    return (await rowOf(wrapped, ownerOf(type, 'id', wrapped), type, contexts, info)) === null ? null : wrapped;
  }

  function ownerOf(type: string, field: string, { origin }: Wrapped, besides?: Part): Part {
    const owners = parts.filter((part) => part !== besides && fieldOf(part, type, field));
    const owner = owners.find(({ name }) => name === origin) ?? owners[0];
    if (!owner) throw new Error(`No subgraph has ${type}.${field}.`);
    return owner;
  }

  async function rowOf(
    wrapped: Wrapped,
    part: Part,
    type: string,
    contexts: Contexts,
    info: GraphQLResolveInfo,
    hasNeeds = false,
  ): Promise<unknown> {
    // The row of an object's own subgraph lacks what a field requires of other subgraphs.
    const kind = hasNeeds && part.name === wrapped.origin ? `${part.name} with required fields` : part.name;
    if (!wrapped.rows.has(kind)) wrapped.rows.set(kind, resolveReference(wrapped, part, type, contexts, info));
    return (await wrapped.rows.get(kind)) ?? null;
  }

  /** The row of an entity in a subgraph, by a key that the object has, or that another subgraph can provide. */
  async function resolveReference(
    wrapped: Wrapped,
    part: Part,
    type: string,
    contexts: Contexts,
    info: GraphQLResolveInfo,
  ) {
    const keys = keysIn(part.schema.getType(type));
    const origin = parts.find(({ name }) => name === wrapped.origin) as Part;
    const key = keys.find((names) => names.every((name) => fieldOf(origin, type, name))) ?? keys[0];
    if (key === undefined) throw new Error(`The ${part.name} subgraph finds no ${type} by a key.`);
    const reference: Record<string, unknown> = { __typename: type };
    for (const name of key) {
      const owner = ownerOf(type, name, wrapped, part);
      const row = await rowOf(wrapped, owner, type, contexts, info);
      if (row === null) return null;
      const resolve = fieldOf(owner, type, name)?.resolve ?? defaultFieldResolver;
      const ownInfo = { ...info, schema: owner.schema, fieldName: name };
      reference[name] = await resolve(row, {}, contexts.get(owner.name), ownInfo);
    }
    const required = requiredIn(part.schema.getType(type));
    for (const node of required) {
      const owner = ownerOf(type, node.name.value, wrapped, part);
      const row =
        (await rowWith(required, reference, owner, contexts, info)) ??
        (await rowOf(wrapped, owner, type, contexts, info));
      if (row === null) return null;
      reference[node.name.value] = await requiredValue(node, row, owner, type, contexts, info);
    }
    const ownInfo = {
      ...info,
      schema: part.lookahead,
      fieldNodes: wrapped.nodes,
      returnType: part.schema.getType(type),
    };
    const resolve = part.resolvers[type]?.__resolveReference;
    return resolve ? resolve(reference, contexts.get(part.name) as object, ownInfo) : reference;
  }

  async function typeNameOf(wrapped: Wrapped, abstract: string, info: GraphQLResolveInfo): Promise<string> {
    const part = parts.find(({ name }) => name === wrapped.origin) as Part;
    const own = part.schema.getType(abstract);
    const row = (await wrapped.rows.get(wrapped.origin)) as { __typename?: string };
    const named = isAbstractType(own) ? await own.resolveType?.(row, {}, info, own) : undefined;
    return named ?? row.__typename ?? '';
  }

  /** Scalars are parsed and serialized by the code of a subgraph. */
  function adoptLeaf(name: string): void {
    const own = parts.map(({ schema }) => schema.getType(name)).find((type) => type !== undefined && type !== null);
    const type = schema.getType(name);
    if (isScalarType(own) && isScalarType(type)) {
      type.serialize = own.serialize;
      type.parseValue = own.parseValue;
      type.parseLiteral = own.parseLiteral;
    }
  }
}

/** Wraps the objects in the value of a field. The type decides which they are, because a row may be a list. */
function wrap(value: unknown, type: GraphQLOutputType, origin: string, nodes: Wrapped['nodes']): unknown {
  if (value instanceof Promise) return value.then((settled) => wrap(settled, type, origin, nodes));
  if (value === null || value === undefined || value instanceof Error) return value ?? null;
  if (isNonNullType(type)) return wrap(value, type.ofType, origin, nodes);
  if (!isListType(type)) return { origin, rows: new Map([[origin, value]]), nodes } satisfies Wrapped;
  return Array.from(value as Iterable<unknown>, (item) => wrap(item, type.ofType, origin, nodes));
}
