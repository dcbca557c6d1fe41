import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import { type Operation, pruned, setOf } from '../execution/operation.ts';
import { fragmentsOf } from '../execution/selections.ts';
import { objectTypesOf } from './coordinates.ts';

/**
 * Removes the fields of these coordinates from an operation. The result is a valid operation; undefined where nothing
 * is left. If a field of an interface is denied on some implementing types only, it is selected on the others. If no
 * field of an object is left, `__typename` is selected, which shows whether the object exists. Throws
 * OPERATION_TOO_COMPLEX where selecting fields by type would add too many.
 */
export function filterOperation(
  { document, operation }: Operation,
  denied: { has(coordinate: string): boolean },
  schema: GraphQLSchema,
): Operation | undefined {
  const fragments = fragmentsOf(document);
  let fields = 0;

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selectionSet = filterSet(operation.selectionSet, { type: root, possible: [root] });
  return selectionSet && pruned({ ...operation, selectionSet }, document);

  /** The same object where nothing is removed; undefined where nothing is left. */
  function filterSet(set: SelectionSetNode, place: Place): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => filterSelection(selection, place));
    const isWhole = selections.length === set.selections.length;
    if (isWhole && selections.every((selection, index) => selection === set.selections[index])) return set;
    return selections.length > 0 ? { ...set, selections } : undefined;
  }

  /**
   * The same object where nothing is removed. A filtered fragment is inlined, because its other uses may be filtered
   * differently.
   */
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
    if (fields > maxFields) throw graphError('OPERATION_TOO_COMPLEX', tooMany, { http: { status: 400 } });
    const open = place.possible.filter(({ name }) => !denied.has(`${name}.${field.name.value}`));
    if (open.length === place.possible.length) return [filterInner(field, place.type)];
    return open.map((type) => onType(type, filterInner(field, type)));
  }

  function filterInner(field: FieldNode, parent: GraphQLCompositeType): FieldNode {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    const inner = filterSet(field.selectionSet, { type, possible: objectTypesOf(type, schema) });
    if (inner === field.selectionSet) return field;
    return { ...field, selectionSet: inner ?? setOf([typename]) };
  }

  /** The place within a fragment: only the types that its condition allows; undefined for none. */
  function narrow(place: Place, condition: string | undefined): Place | undefined {
    if (condition === undefined) return place;
    const type = schema.getType(condition);
    if (!isCompositeType(type)) return undefined;
    const allowed = objectTypesOf(type, schema);
    const possible = place.possible.filter((one) => allowed.includes(one));
    return possible.length > 0 ? { type, possible } : undefined;
  }
}

/** The place of a selection set. */
interface Place {
  /** The type that fields are selected on. */
  type: GraphQLCompositeType;
  /** The possible types of an object at this place. */
  possible: readonly GraphQLObjectType[];
}

/** Far more than an operation within the limits has, unless it nests interfaces that are partly denied. */
const maxFields = 20_000;
const tooMany = 'The permitted part of the operation has too many fields.';

const typename: FieldNode = { kind: Kind.FIELD, name: named('__typename') };

function onType({ name }: GraphQLObjectType, selection: SelectionNode): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: named(name) } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: setOf([selection]) };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
