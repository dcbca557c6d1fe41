import { hash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { createCache, operationCacheSize } from './cache.ts';
import type { Executor } from './executor.ts';
import { errorAt } from './normal-form/field-names.ts';
import { nameOf } from './selections.ts';

/**
 * Returns null from `node` and `nodes` for objects that do not exist, with any selection. The subgraph that resolves
 * these fields derives the type from the prefix of an id. Only the owner of the type knows whether the object exists,
 * and resolves its `id`. The client may not select `id`, so it is added to the operation and removed from the response.
 */
export function withNodeChecks(execute: Executor): Executor {
  const checks = createCache<CheckedOperation>(operationCacheSize);

  return async (request) => {
    const { document, operation, schema, source, queryHash } = request;
    // The executor returns the error for a missing operation.
    if (operation?.operation !== 'query') return execute(request);
    const checked = checks(
      queryHash,
      () => addIds(document, schema, source),
      () => source.length,
    );
    if (checked.keys.size === 0) return execute(request);
    const response = await execute({
      ...request,
      ...checked.operation,
      operation: operationOf(checked.operation.document, operation),
      needsObjects: true,
    });
    for (const key of checked.keys) removeField(response.data?.[key], checked.alias);
    return {
      ...response,
      ...(response.errors && { errors: response.errors.map((error) => withoutField(error, checked.alias)) }),
    };
  };
}

/** An operation whose `node` and `nodes` fields all select the id. */
interface CheckedOperation {
  /** The response keys of these fields. */
  keys: ReadonlySet<string>;
  /** The alias of the added field. */
  alias: string;
  /** With a new hash, because executors cache by it. */
  operation: { document: DocumentNode; source: string; queryHash: string };
}

function addIds(document: DocumentNode, schema: GraphQLSchema, source: string): CheckedOperation {
  const keys = new Set<string>();
  const alias = nameNotIn(source);
  const types = new TypeInfo(schema);
  const changed = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(field) {
          if (types.getParentType() !== schema.getQueryType() || !isNode(getNamedType(types.getType()))) return;
          if (!field.selectionSet) return;
          keys.add(nameOf(field));
          const selections = [...field.selectionSet.selections, idAs(alias)];
          return { ...field, selectionSet: { ...field.selectionSet, selections } };
        },
      },
    }),
  );
  const text = print(changed);
  return { keys, alias, operation: { document: changed, source: text, queryHash: hash('sha256', text) } };
}

/** The supergraph of another project may have a type of this name that does not follow the Relay specification. */
function isNode(type: GraphQLNamedType | undefined): boolean {
  return isInterfaceType(type) && type.name === 'Node' && type.getFields().id !== undefined;
}

function idAs(alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: 'id' },
  };
}

function operationOf({ definitions }: DocumentNode, { name }: OperationDefinitionNode): OperationDefinitionNode {
  return definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name?.value,
  ) as OperationDefinitionNode;
}

function nameNotIn(source: string): string {
  let name = '__nodeId';
  while (source.includes(name)) name += '_';
  return name;
}

function removeField(value: unknown, name: string): void {
  for (const object of Array.isArray(value) ? value : [value]) {
    if (object) delete (object as Record<string, unknown>)[name];
  }
}

/** Moves an error of the added field to its parent object. */
function withoutField(error: GraphQLError, name: string): GraphQLError {
  return error.path?.includes(name)
    ? errorAt(
        error,
        error.path.filter((key) => key !== name),
      )
    : error;
}
