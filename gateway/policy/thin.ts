import {
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
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
export interface Thinned {
  /** What is left of it, valid by itself; undefined where that is nothing. */
  left: Operation | undefined;
  /** The selection sets of the original that lost something, at whatever depth. */
  torn: ReadonlySet<SelectionSetNode>;
}

/**
 * Takes the fields of these coordinates out of an operation, wherever they stand. A field of an interface that only some
 * of its types refuse is asked of the others alone. Objects whose fields are torn tell their type, under `typeKey`, where
 * it could be one of several; so do those that lose all their fields, since it matters whether they are there.
 * Throws OPERATION_TOO_COMPLEX where asking some types and not others would take thousands of fields.
 */
export function thin(
  { document, operation }: Operation,
  refused: { has(coordinate: string): boolean },
  schema: GraphQLSchema,
  typeKey: string,
): Thinned {
  const originals = fragmentsOf(document);
  const fragments = new Map<string, FragmentDefinitionNode | undefined>();
  const torn = new Set<SelectionSetNode>();
  let fields = 0;

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selectionSet = thinSet(operation.selectionSet, root);
  if (!selectionSet) return { left: undefined, torn };
  return { left: pruned({ ...operation, selectionSet }, [...fragments.values()]), torn };

  /** The same set where it loses nothing, undefined where nothing is left of it. */
  function thinSet(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => thinSelection(selection, parent));
    const isWhole = selections.length === set.selections.length;
    if (isWhole && selections.every((selection, index) => selection === set.selections[index])) return set;
    torn.add(set);
    return selections.length > 0 ? { ...set, selections } : undefined;
  }

  function thinSelection(selection: SelectionNode, parent: GraphQLCompositeType): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return thinField(selection, parent);
    const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
    const condition = (isSpread ? originals.get(selection.name.value) : selection)?.typeCondition?.name.value;
    const type = condition === undefined ? parent : schema.getType(condition);
    // What fits an interface may be out of place at one of its types, when that one is asked apart.
    if (!isCompositeType(type) || !doTypesOverlap(schema, parent, type)) return [];
    if (isSpread) {
      const { name } = selection;
      const fragment = thinFragment(name.value, type);
      return fragment === originals.get(name.value) ? [selection] : fragment ? [{ ...selection }] : [];
    }
    const inner = thinSet(selection.selectionSet, type);
    return inner === selection.selectionSet ? [selection] : inner ? [{ ...selection, selectionSet: inner }] : [];
  }

  function thinFragment(name: string, type: GraphQLCompositeType): FragmentDefinitionNode | undefined {
    const original = originals.get(name);
    if (original && !fragments.has(name)) {
      const selectionSet = thinSet(original.selectionSet, type);
      const isWhole = selectionSet === original.selectionSet;
      fragments.set(name, isWhole ? original : selectionSet && { ...original, selectionSet });
    }
    return fragments.get(name);
  }

  function thinField(field: FieldNode, parent: GraphQLCompositeType): SelectionNode[] {
    fields += 1;
    if (fields > mostFields) throw graphError('OPERATION_TOO_COMPLEX', tooMany, { http: { status: 400 } });
    const types = objectTypesOf(parent, schema);
    const open = types.filter((type) => !refused.has(`${type.name}.${field.name.value}`));
    if (open.length === types.length) return [thinInner(field, parent)];
    return open.map((type) => ofType(type, thinInner(field, type)));
  }

  function thinInner(field: FieldNode, parent: GraphQLCompositeType): FieldNode {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    const inner = thinSet(field.selectionSet, type);
    if (inner === field.selectionSet) return field;
    const typename = inner && !isAbstractType(type) ? [] : [typenameAs(typeKey)];
    const selections = [...(inner?.selections ?? []), ...typename];
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }
}

/** Far beyond what an operation within the limits comes to, unless it nests interfaces that are refused in part. */
const mostFields = 20_000;
const tooMany = 'What you may see of the operation has too many fields.';

/** An operation with those of its variables and fragments that it still uses. */
function pruned(
  operation: OperationDefinitionNode,
  fragments: readonly (FragmentDefinitionNode | undefined)[],
): Operation {
  const used = fragments.filter((fragment) => fragment !== undefined);
  const variables = new Set<string>();
  const bare: DocumentNode = { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions: [] }, ...used] };
  visit(bare, {
    Variable({ name }) {
      variables.add(name.value);
    },
  });
  const left = {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value)),
  };
  return { document: { kind: Kind.DOCUMENT, definitions: [left, ...used] }, operation: left };
}

function typenameAs(alias: string): FieldNode {
  return { kind: Kind.FIELD, alias: named(alias), name: named('__typename') };
}

function ofType({ name }: GraphQLObjectType, selection: SelectionNode): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: named(name) },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
  };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
