import {
  baseType,
  type CompositeType,
  type FieldDefinition,
  federationMetadata,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  type ObjectType,
  possibleRuntimeTypes,
  type Schema,
  type Subgraphs,
} from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { operationOf } from './restore-plan.ts';

/**
 * A plan that fetches the fields of all objects that a subgraph may return. Where several subgraphs can resolve a field, the
 * planner assumes that it returns only objects of types that all of them know for it, and omits the fields of the other types.
 * A subgraph that has such a type may return it. Its fields are then fetched with it, if that subgraph can resolve them.
 * `operation`: the planned one, in normal form.
 */
export function withOmittedTypes(plan: QueryPlan, operation: DocumentNode, subgraphs: Subgraphs): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription') return plan;
  return { ...plan, node: withTypes(plan.node, [], operation.definitions[0] as OperationDefinitionNode, subgraphs) };
}

function withTypes(
  node: PlanNode,
  path: readonly (string | number)[],
  operation: OperationDefinitionNode,
  subgraphs: Subgraphs,
): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((step) => withTypes(step, path, operation, subgraphs)) };
    case 'Flatten':
      return { ...node, node: withTypes(node.node, [...path, ...node.path], operation, subgraphs) };
    case 'Fetch':
      return completeFetch(node, { path, operation, schema: subgraphs.get(node.serviceName)?.schema });
    default:
      throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
  }
}

function completeFetch(
  fetch: FetchNode,
  at: { path: readonly (string | number)[]; operation: OperationDefinitionNode; schema: Schema | undefined },
): FetchNode {
  const { operation, schema } = at;
  const fetched = parse(fetch.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
  const root = schema?.schemaDefinition.rootType(fetched.operation);
  if (!schema || !root) return fetch;
  const wanted = setsAt([operation.selectionSet], at.path);
  const selectionSet = fetch.requires
    ? completeEntities(fetched.selectionSet, wanted, schema)
    : complete(fetched.selectionSet, root, wanted);
  if (selectionSet === fetched.selectionSet) return fetch;
  const declared = new Set(fetched.variableDefinitions?.map(({ variable }) => variable.name.value));
  const others = operation.variableDefinitions?.filter(({ variable }) => !declared.has(variable.name.value)) ?? [];
  const variableDefinitions = [...(fetched.variableDefinitions ?? []), ...others];
  const { operationDocumentNode: _, ...rest } = fetch;
  return { ...rest, ...operationOf({ ...fetched, variableDefinitions, selectionSet }) };
}

/** The selection sets that an operation has at a path, of all types. */
function setsAt(sets: readonly SelectionSetNode[], path: readonly (string | number)[]): readonly SelectionSetNode[] {
  return path
    .filter((key) => key !== '@')
    .reduce<readonly SelectionSetNode[]>((outer, key) => innerSets(outer, String(key)), sets);
}

function innerSets(sets: readonly SelectionSetNode[], key: string): SelectionSetNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return innerSets([selection.selectionSet], key);
      return keyOf(selection) === key && selection.selectionSet ? [selection.selectionSet] : [];
    }),
  );
}

function completeEntities(set: SelectionSetNode, wanted: readonly SelectionSetNode[], schema: Schema) {
  return mapSelections(set, (entities) => {
    if (entities.kind !== Kind.FIELD || !entities.selectionSet) return entities;
    return withSet(
      entities,
      mapSelections(entities.selectionSet, (selection) => completeFragment(selection, wanted, schema)),
    );
  });
}

/** Adds to a selection set of a type what its objects need. Returns the same set if nothing is missing. */
function complete(set: SelectionSetNode, type: CompositeType, wanted: readonly SelectionSetNode[]): SelectionSetNode {
  const completed = mapSelections(set, (selection) => {
    if (selection.kind !== Kind.FIELD) return completeFragment(selection, wanted, type.schema());
    const inner = fieldIn(type, selection);
    const innerType = inner?.type && baseType(inner.type);
    if (!selection.selectionSet || !innerType || !isCompositeType(innerType)) return selection;
    return withSet(selection, complete(selection.selectionSet, innerType, innerSets(wanted, keyOf(selection))));
  });
  if (!isAbstractType(type)) return completed;
  const known = new Set(conditionsIn(set).flatMap((name) => objectsOf(name, type.schema())));
  const used = new Map(typesOfKeys(completed, type));
  const fetched = new Set(completed.selections.flatMap((one) => (one.kind === Kind.FIELD ? [keyOf(one)] : [])));
  const added = possibleRuntimeTypes(type)
    .filter(({ name }) => !known.has(name))
    .flatMap((object): SelectionNode[] => {
      const selections = fieldsFor(object, wanted, used).filter((field) => !fetched.has(keyOf(field)));
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: object.name } } as const;
      const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
      return selections.length === 0 ? [] : [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
    });
  return added.length === 0 ? completed : { ...completed, selections: [...completed.selections, ...added] };
}

function completeFragment(selection: SelectionNode, wanted: readonly SelectionSetNode[], schema: Schema) {
  const type = selection.kind === Kind.INLINE_FRAGMENT && schema.type(`${selection.typeCondition?.name.value}`);
  if (!type || !isCompositeType(type)) return selection;
  return withSet(selection, complete(selection.selectionSet, type, wanted));
}

/** The wanted fields of an object that its subgraph can resolve. `used`: the types of the fields selected with them. */
function fieldsFor(
  object: ObjectType,
  wanted: readonly SelectionSetNode[],
  used: ReadonlyMap<string, string>,
): FieldNode[] {
  const fields = fieldsIn(wanted, (condition) => objectsOf(condition, object.schema()).includes(object.name));
  return fields.filter((field) => {
    // A subgraph refuses one response key for fields of different types, also in objects of different types.
    const type = used.get(keyOf(field)) ?? typeOf(field, object);
    return type === typeOf(field, object) && isResolvable(field, object);
  });
}

/** The response keys of a selection set and of its fragments, each with the type of its field. */
function typesOfKeys({ selections }: SelectionSetNode, type: CompositeType): [string, string][] {
  return selections.flatMap((selection): [string, string][] => {
    if (selection.kind === Kind.FIELD) return [[keyOf(selection), typeOf(selection, type)]];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return typesOfKeys(selection.selectionSet, compositeType(selection.typeCondition?.name.value, type));
  });
}

function typeOf(field: FieldNode, type: CompositeType): string {
  return `${fieldIn(type, field)?.type}`;
}

function isResolvable(field: FieldNode, type: CompositeType): boolean {
  if (field.name.value === '__typename') return true;
  if (isInterfaceType(type) && !possibleRuntimeTypes(type).every((object) => isResolvable(field, object))) return false;
  const definition = fieldIn(type, field);
  const metadata = federationMetadata(type.schema());
  if (!definition?.type || !metadata || metadata.isFieldExternal(definition)) return false;
  if (definition.hasAppliedDirective(metadata.requiresDirective())) return false;
  const inner = baseType(definition.type);
  return !field.selectionSet || (isCompositeType(inner) && areResolvable(field.selectionSet, inner));
}

function areResolvable({ selections }: SelectionSetNode, type: CompositeType): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return isResolvable(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.typeCondition) return false;
    const condition = type.schema().type(selection.typeCondition.name.value);
    return condition !== undefined && isCompositeType(condition) && areResolvable(selection.selectionSet, condition);
  });
}

function fieldsIn(sets: readonly SelectionSetNode[], applies: (condition: string) => boolean): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const condition = selection.typeCondition?.name.value;
      return condition === undefined || applies(condition) ? fieldsIn([selection.selectionSet], applies) : [];
    }),
  );
}

/** The type conditions of the outermost fragments. */
function conditionsIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition ? [selection.typeCondition.name.value] : [],
  );
}

/** The object types of a type condition in a subgraph. */
function objectsOf(condition: string, schema: Schema): string[] {
  const type = schema.type(condition);
  return type && isCompositeType(type) ? possibleRuntimeTypes(type).map(({ name }) => name) : [];
}

function compositeType(name: string | undefined, other: CompositeType): CompositeType {
  const type = name === undefined ? other : other.schema().type(name);
  return type && isCompositeType(type) ? type : other;
}

function fieldIn(type: CompositeType, { name }: FieldNode): FieldDefinition<CompositeType> | undefined {
  return type.field(name.value) ?? (name.value === '__typename' ? type.typenameField() : undefined);
}

/** The same set if `change` returns each selection as it is. */
function mapSelections(set: SelectionSetNode, change: (selection: SelectionNode) => SelectionNode): SelectionSetNode {
  const selections = set.selections.map(change);
  return selections.every((selection, index) => selection === set.selections[index]) ? set : { ...set, selections };
}

function withSet<Selection extends SelectionNode>(selection: Selection, selectionSet: SelectionSetNode): SelectionNode {
  if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === selectionSet) return selection;
  return { ...selection, selectionSet } as SelectionNode;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
