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
 * What is left of an operation, valid by itself, without the fields of these coordinates, wherever they stand; undefined
 * where that is nothing. A field of an interface that only some of its types refuse is asked of the others alone. An
 * object of which no field is left is asked for its type, which tells whether it is there.
 * Throws OPERATION_TOO_COMPLEX where asking some types and not others would take too many fields.
 */
export function filterOperation(
  { document, operation }: Operation,
  refused: { has(coordinate: string): boolean },
  schema: GraphQLSchema,
): Operation | undefined {
  const fragments = fragmentsOf(document);
  let fields = 0;

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selectionSet = filterSet(operation.selectionSet, { type: root, possible: [root] });
  return selectionSet && pruned({ ...operation, selectionSet }, document);

  /** The same set where it loses nothing, undefined where nothing is left of it. */
  function filterSet(set: SelectionSetNode, place: Place): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => filterSelection(selection, place));
    const isWhole = selections.length === set.selections.length;
    if (isWhole && selections.every((selection, index) => selection === set.selections[index])) return set;
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
    return { ...field, selectionSet: inner ?? setOf([typename]) };
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

const typename: FieldNode = { kind: Kind.FIELD, name: named('__typename') };

function onType({ name }: GraphQLObjectType, selection: SelectionNode): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: named(name) } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: setOf([selection]) };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
