import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import { graphError } from '#kit/errors.ts';
import { fragmentsOf } from '../selections.ts';
import { objectTypesOf } from './coordinates.ts';

/** An operation, with the fragments it spreads. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** An operation without the fields that are refused. */
export interface Filtered {
  /** What is left of it, valid by itself; undefined where that is nothing. */
  rest: Operation | undefined;
  /** The selection sets of the original from which something is gone, at whatever depth. */
  changed: ReadonlySet<SelectionSetNode>;
}

/**
 * Takes the fields of these coordinates out of an operation, wherever they stand. A field of an interface that only some
 * of its types refuse is asked of the others alone. Objects that lose fields are asked for their type, under `typeKey`:
 * it may be one of several, and where no other field is left, it tells whether they are there.
 * Throws OPERATION_TOO_COMPLEX where asking some types and not others would take too many fields.
 */
export function filterOperation(
  { document, operation }: Operation,
  refused: { has(coordinate: string): boolean },
  schema: GraphQLSchema,
  typeKey: string,
): Filtered {
  const fragments = fragmentsOf(document);
  const changed = new Set<SelectionSetNode>();
  let fields = 0;

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selectionSet = filterSet(operation.selectionSet, { type: root, possible: [root] });
  if (!selectionSet) return { rest: undefined, changed };
  return { rest: pruned({ ...operation, selectionSet }, document), changed };

  /** The same set where it loses nothing, undefined where nothing is left of it. */
  function filterSet(set: SelectionSetNode, place: Place): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => filterSelection(selection, place));
    const isWhole = selections.length === set.selections.length;
    if (isWhole && selections.every((selection, index) => selection === set.selections[index])) return set;
    changed.add(set);
    return selections.length > 0 ? { ...set, selections } : undefined;
  }

  /** The same selection where it loses nothing; a fragment that loses something is unfolded, since it is another elsewhere. */
  function filterSelection(selection: SelectionNode, place: Place): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return filterField(selection, place);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const narrower = fragment && narrow(place, fragment.typeCondition?.name.value);
    if (!narrower) return [];
    const inner = filterSet(fragment.selectionSet, narrower);
    if (inner === fragment.selectionSet) return [selection];
    const { typeCondition } = fragment;
    const { directives } = selection;
    return inner ? [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: inner }] : [];
  }

  function filterField(field: FieldNode, place: Place): SelectionNode[] {
    fields += 1;
    if (fields > mostFields) throw graphError('OPERATION_TOO_COMPLEX', tooMany, { http: { status: 400 } });
    const open = place.possible.filter(({ name }) => !refused.has(`${name}.${field.name.value}`));
    if (open.length === place.possible.length) return [filterInner(field, place.type)];
    return open.map((type) => onType(type, filterInner(field, type)));
  }

  function filterInner(field: FieldNode, parent: GraphQLCompositeType): FieldNode {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    const inner = filterSet(field.selectionSet, { type, possible: objectTypesOf(type, schema) });
    if (inner === field.selectionSet) return field;
    return { ...field, selectionSet: setOf(...(inner?.selections ?? []), typenameAs(typeKey)) };
  }

  /** Within a fragment, only those types that its condition allows; undefined where that is none. */
  function narrow(place: Place, condition: string | undefined): Place | undefined {
    if (condition === undefined) return place;
    const type = schema.getType(condition);
    if (!isCompositeType(type)) return undefined;
    const allowed = objectTypesOf(type, schema);
    const possible = place.possible.filter((one) => allowed.includes(one));
    return possible.length > 0 ? { type, possible } : undefined;
  }
}

/** Where selections stand. */
interface Place {
  /** It has the fields that may be selected. */
  type: GraphQLCompositeType;
  /** The types that an object may have there. */
  possible: readonly GraphQLObjectType[];
}

/** Far beyond what an operation within the limits comes to, unless it nests interfaces that are refused in part. */
const mostFields = 20_000;
const tooMany = 'What you may see of the operation has too many fields.';

/** An operation with those of its variables and fragments that it still uses. */
function pruned(operation: OperationDefinitionNode, { definitions }: DocumentNode): Operation {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const used = new Set<string>();
  const bare = alone({ ...operation, variableDefinitions: [] }, fragments);
  visit(bare, {
    Variable({ name }) {
      used.add(name.value);
    },
  });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const rest = { ...operation, variableDefinitions };
  return { document: alone(rest, fragments), operation: rest };
}

function alone(operation: OperationDefinitionNode, fragments: DocumentNode['definitions']): DocumentNode {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return separateOperations(document)[operation.name?.value ?? ''] as DocumentNode;
}

function typenameAs(alias: string): FieldNode {
  return { kind: Kind.FIELD, alias: named(alias), name: named('__typename') };
}

function onType({ name }: GraphQLObjectType, selection: SelectionNode): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: named(name) } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: setOf(selection) };
}

function setOf(...selections: SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
