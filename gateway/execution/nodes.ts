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
import { errorAt } from './normal-form/names.ts';

/**
 * Answers `node` and `nodes` with null for what does not exist, whichever fields are selected. The subgraph that hosts
 * them knows types by the prefix of an id; only the owner of a type knows the field `id`. The client's own selection may
 * not ask for it, so it is added here and removed from the answer.
 */
export function confirmNodes(execute: Executor): Executor {
  const confirmations = createCache<Confirmed>(operationCacheSize);

  return async (request) => {
    const { document, operation, schema, source, queryHash } = request;
    // The executor reports an operation that is missing.
    if (operation?.operation !== 'query') return execute(request);
    const confirmed = confirmations(
      queryHash,
      () => confirm(document, schema, source),
      () => source.length,
    );
    if (confirmed.names.size === 0) return execute(request);
    const answer = await execute({
      ...request,
      ...confirmed.asked,
      operation: operationOf(confirmed.asked.document, operation),
    });
    for (const name of confirmed.names) removeField(answer.data?.[name], confirmed.alias);
    return {
      ...answer,
      ...(answer.errors && { errors: answer.errors.map((error) => withoutField(error, confirmed.alias)) }),
    };
  };
}

/** A document whose fields `node` and `nodes` all ask for the id. */
interface Confirmed {
  /** The names under which those stand in answers. */
  names: ReadonlySet<string>;
  /** The name of the field added. */
  alias: string;
  /** With a hash of its own: executors keep plans by it. */
  asked: { document: DocumentNode; source: string; queryHash: string };
}

function confirm(document: DocumentNode, schema: GraphQLSchema, source: string): Confirmed {
  const names = new Set<string>();
  const alias = nameNotIn(source);
  const types = new TypeInfo(schema);
  const changed = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(field) {
          if (types.getParentType() !== schema.getQueryType() || !isNode(getNamedType(types.getType()))) return;
          if (!field.selectionSet) return;
          names.add(field.alias?.value ?? field.name.value);
          const selections = [...field.selectionSet.selections, idAs(alias)];
          return { ...field, selectionSet: { ...field.selectionSet, selections } };
        },
      },
    }),
  );
  const text = print(changed);
  return { names, alias, asked: { document: changed, source: text, queryHash: hash('sha256', text) } };
}

/** Another supergraph may have a type of this name that is none of the Relay specification. */
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

/** An error of the added field becomes one of the object around it. */
function withoutField(error: GraphQLError, name: string): GraphQLError {
  return error.path?.includes(name)
    ? errorAt(
        error,
        error.path.filter((key) => key !== name),
      )
    : error;
}
