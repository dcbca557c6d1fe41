import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { DataNames } from '#kit/graph/cost/actual.ts';
import type { FieldNames } from '../normal-form/field-names.ts';
import { fieldsOf, nameOf, type Scope } from '../selections.ts';
import type { Completion } from './completion.ts';

/** The fields of a response at one place: the merged selections of all fields with the same response key. */
export interface ResponseShape {
  /** The fields of an object of this type, in response order. */
  fieldsOf(type: GraphQLObjectType): readonly ResponseField[];
}

/** One field of a response. */
export type ResponseField = {
  /** Its response key. */
  key: string;
  /** `Type.field`, with the concrete type of the object. */
  coordinate: string;
} & (
  | { source: 'typename' }
  | { source: 'introspection' }
  | {
      source: 'subgraphs';
      /** Its name in the data of the subgraphs. */
      plannedName: string;
      completion: Completion;
      /** The shape of the returned objects; empty for leaves. */
      shape: ResponseShape;
    }
);

/**
 * The response shape of an operation, by field collection of the GraphQL specification (6.3.2): the concrete type of an
 * object decides which fragments apply. Skipped fields are left out. Fields are collected lazily, once for each type.
 * `names`: the names of the fields in the fetched data.
 */
export function responseShapeOf(
  set: SelectionSetNode,
  scope: Scope,
  names: FieldNames,
  completionOf: (type: GraphQLOutputType) => Completion,
): ResponseShape {
  return merged([set], names);

  function merged(sets: readonly SelectionSetNode[], names: FieldNames): ResponseShape {
    const known = new Map<GraphQLObjectType, readonly ResponseField[]>();
    return {
      fieldsOf: (type) => {
        const fields = known.get(type) ?? collect(sets, names, type);
        known.set(type, fields);
        return fields;
      },
    };
  }

  function collect(sets: readonly SelectionSetNode[], names: FieldNames, type: GraphQLObjectType): ResponseField[] {
    const fields = sets.flatMap((set) => fieldsOf(set, type.name, scope));
    return [...Map.groupBy(fields, nameOf)].map(([key, nodes]) => shaped(key, nodes, names, type));
  }

  function shaped(
    key: string,
    nodes: readonly FieldNode[],
    names: FieldNames,
    parent: GraphQLObjectType,
  ): ResponseField {
    const [first] = nodes as [FieldNode];
    const name = first.name.value;
    const field = { key, coordinate: `${parent.name}.${name}` };
    const type = parent.getFields()[name]?.type;
    if (!type) return { ...field, source: name === '__typename' ? 'typename' : 'introspection' };
    const { plannedName, inner } = names.fieldOf(first, parent);
    const shape = merged(
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      inner,
    );
    return { ...field, source: 'subgraphs', plannedName, completion: completionOf(type), shape };
  }
}

/** The names of the fields of a response in the data of the subgraphs. */
export function dataNamesOf(shape: ResponseShape, schema: GraphQLSchema): DataNames {
  return {
    fieldOf: (name, key) => {
      const type = schema.getType(name);
      const field = isObjectType(type) ? shape.fieldsOf(type).find((one) => one.key === key) : undefined;
      return field?.source === 'subgraphs'
        ? { name: field.plannedName, inner: dataNamesOf(field.shape, schema) }
        : undefined;
    },
  };
}
