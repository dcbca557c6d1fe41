import {
  baseType,
  type CompositeType,
  isAbstractType,
  isCompositeType,
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
import { nameOf } from '../../selections.ts';
import { operationOf } from './restore-plan.ts';
import { compositeType, fieldIn, isResolvable, objectsOf } from './subgraph-types.ts';

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
      return completeFetch(node, { path, operation, subgraphs });
    default:
      throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
  }
}

function completeFetch(
  fetch: FetchNode,
  at: { path: readonly (string | number)[]; operation: OperationDefinitionNode; subgraphs: Subgraphs },
): FetchNode {
  const { operation, subgraphs } = at;
  const schema = subgraphs.get(fetch.serviceName)?.schema;
  const fetched = parse(fetch.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
  const root = schema?.schemaDefinition.rootType(fetched.operation);
  if (!schema || !root) return fetch;
  const wanted = setsAt([operation.selectionSet], at.path);
  const selectionSet = fetch.requires
    ? completeEntities(fetched.selectionSet, wanted, { subgraphs, schema })
    : complete(fetched.selectionSet, root, wanted, { subgraphs, schema, ...nothingOmitted });
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
      return nameOf(selection) === key && selection.selectionSet ? [selection.selectionSet] : [];
    }),
  );
}

/** Where a selection set is. */
interface Place {
  subgraphs: Subgraphs;
  /** The subgraph that is asked. */
  schema: Schema;
  /** The types of the objects that the planner may have omitted for the field. */
  omitted: ReadonlySet<string>;
  /** The response keys of the field's selections, each with the type of its field. Added fields are added to it. */
  used: Map<string, string>;
}

const nothingOmitted = { omitted: new Set<string>(), used: new Map<string, string>() };

/** The place below a field of a type. */
function placeIn(
  { subgraphs, schema }: Place,
  parent: CompositeType,
  { name }: FieldNode,
  { type, set }: { type: CompositeType; set: SelectionSetNode },
): Place {
  const omitted = isAbstractType(type) ? omittedTypes(parent.name, name.value, type, subgraphs) : new Set<string>();
  if (omitted.size === 0) return { subgraphs, schema, ...nothingOmitted };
  return { subgraphs, schema, omitted, used: new Map(typesOfKeys(set, type)) };
}

/** The object types of a field in its subgraph that another subgraph does not know for the same field. */
function omittedTypes(parent: string, field: string, type: CompositeType, subgraphs: Subgraphs): Set<string> {
  const others = subgraphs.values().flatMap(({ schema }) => {
    const other = schema.type(parent);
    const returned = other && isCompositeType(other) ? other.field(field)?.type : undefined;
    return returned ? [new Set(objectsOf(baseType(returned).name, schema))] : [];
  });
  return new Set(
    possibleRuntimeTypes(type)
      .map(({ name }) => name)
      .filter((name) => others.some((known) => !known.has(name))),
  );
}

function completeEntities(
  set: SelectionSetNode,
  wanted: readonly SelectionSetNode[],
  at: Pick<Place, 'subgraphs' | 'schema'>,
) {
  return mapSelections(set, (entities) => {
    if (entities.kind !== Kind.FIELD || !entities.selectionSet) return entities;
    return withSet(
      entities,
      mapSelections(entities.selectionSet, (selection) =>
        completeFragment(selection, wanted, { ...at, ...nothingOmitted }),
      ),
    );
  });
}

/** Adds to a selection set of a type what its objects need. Returns the same set if nothing is missing. */
function complete(
  set: SelectionSetNode,
  type: CompositeType,
  wanted: readonly SelectionSetNode[],
  place: Place,
): SelectionSetNode {
  const completed = mapSelections(set, (selection) => {
    if (selection.kind !== Kind.FIELD) return completeFragment(selection, wanted, place);
    const inner = fieldIn(type, selection);
    const innerType = inner?.type && baseType(inner.type);
    if (!selection.selectionSet || !innerType || !isCompositeType(innerType)) return selection;
    const innerPlace = placeIn(place, type, selection, { type: innerType, set: selection.selectionSet });
    const innerWanted = innerSets(wanted, nameOf(selection));
    return withSet(selection, complete(selection.selectionSet, innerType, innerWanted, innerPlace));
  });
  if (!isAbstractType(type) || place.omitted.size === 0) return completed;
  const known = new Set(conditionsIn(set).flatMap((name) => objectsOf(name, type.schema())));
  const fetched = new Set(completed.selections.flatMap((one) => (one.kind === Kind.FIELD ? [nameOf(one)] : [])));
  const added = possibleRuntimeTypes(type)
    .filter(({ name }) => place.omitted.has(name) && !known.has(name))
    .flatMap((object): SelectionNode[] => {
      const selections = fieldsFor(object, wanted, place.used).filter((field) => !fetched.has(nameOf(field)));
      for (const field of selections) place.used.set(nameOf(field), typeOf(field, object));
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: object.name } } as const;
      const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
      return selections.length === 0 ? [] : [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
    });
  return added.length === 0 ? completed : { ...completed, selections: [...completed.selections, ...added] };
}

function completeFragment(selection: SelectionNode, wanted: readonly SelectionSetNode[], place: Place) {
  const type = selection.kind === Kind.INLINE_FRAGMENT && place.schema.type(`${selection.typeCondition?.name.value}`);
  if (!type || !isCompositeType(type)) return selection;
  return withSet(selection, complete(selection.selectionSet, type, wanted, place));
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
    const type = used.get(nameOf(field)) ?? typeOf(field, object);
    return type === typeOf(field, object) && isResolvable(field, object);
  });
}

/** The response keys of a selection set and of its fragments, each with the type of its field. */
function typesOfKeys({ selections }: SelectionSetNode, type: CompositeType): [string, string][] {
  return selections.flatMap((selection): [string, string][] => {
    if (selection.kind === Kind.FIELD) return [[nameOf(selection), typeOf(selection, type)]];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return typesOfKeys(selection.selectionSet, compositeType(selection.typeCondition?.name.value, type));
  });
}

function typeOf(field: FieldNode, type: CompositeType): string {
  return `${fieldIn(type, field)?.type}`;
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

/** The same set if `change` returns each selection as it is. */
function mapSelections(set: SelectionSetNode, change: (selection: SelectionNode) => SelectionNode): SelectionSetNode {
  const selections = set.selections.map(change);
  return selections.every((selection, index) => selection === set.selections[index]) ? set : { ...set, selections };
}

function withSet<Selection extends SelectionNode>(selection: Selection, selectionSet: SelectionSetNode): SelectionNode {
  if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === selectionSet) return selection;
  return { ...selection, selectionSet } as SelectionNode;
}
