import {
  baseType,
  type CompositeType,
  type FieldDefinition,
  federationMetadata,
  isCompositeType,
  isInterfaceType,
  possibleRuntimeTypes,
  type Schema,
} from '@apollo/federation-internals';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';

/** Whether the subgraph of a type can resolve a field of it and what is selected in it, without fields of other subgraphs. */
export function isResolvable(field: FieldNode, type: CompositeType): boolean {
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

/** The object types of a type condition in a subgraph. */
export function objectsOf(condition: string, schema: Schema): string[] {
  const type = schema.type(condition);
  return type && isCompositeType(type) ? possibleRuntimeTypes(type).map(({ name }) => name) : [];
}

/** The type of a type condition; `other` for none. */
export function compositeType(name: string | undefined, other: CompositeType): CompositeType {
  const type = name === undefined ? other : other.schema().type(name);
  return type && isCompositeType(type) ? type : other;
}

/** The definition of a field; undefined where the type does not have it. */
export function fieldIn(type: CompositeType, { name }: FieldNode): FieldDefinition<CompositeType> | undefined {
  return type.field(name.value) ?? (name.value === '__typename' ? type.typenameField() : undefined);
}
