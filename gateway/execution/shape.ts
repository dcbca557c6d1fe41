import type { FieldNode, GraphQLObjectType, GraphQLOutputType, SelectionSetNode } from 'graphql';
import type { Completion } from './completion.ts';
import type { Names } from './normal-form/names.ts';
import { fieldsOf, nameOf, type Scope } from './selections.ts';

/** What an answer must have at one place: the selections of all fields that share the place, merged. */
export interface Shape {
  /** The fields of an object of this type, in the order in which they stand in the answer. */
  fieldsOf(type: GraphQLObjectType): readonly ShapedField[];
}

/** One field of an answer. */
export type ShapedField = {
  /** Its name in the answer. */
  key: string;
  /** `Type.field`, by the type of the object at hand. */
  coordinate: string;
} & (
  | { answeredBy: 'typename' }
  | { answeredBy: 'introspection' }
  | {
      answeredBy: 'subgraphs';
      /** Its name in the data of the subgraphs. */
      raw: string;
      completion: Completion;
      /** Of the objects that it returns; where it returns leaves, nothing asks for it. */
      shape: Shape;
    }
);

/**
 * The shape of the answers to an operation, by the field collection of the GraphQL specification (6.3.2): what of a
 * fragment applies is decided by the object's own type. What the scope's variables skip is left out. Fields are
 * collected at the first object of a type, and remembered. `names` are those under which the data was fetched.
 */
export function shapeOf(
  set: SelectionSetNode,
  scope: Scope,
  names: Names,
  completionOf: (type: GraphQLOutputType) => Completion,
): Shape {
  return merged([set], names);

  function merged(sets: readonly SelectionSetNode[], names: Names): Shape {
    const known = new Map<GraphQLObjectType, readonly ShapedField[]>();
    return {
      fieldsOf: (type) => {
        const fields = known.get(type) ?? collect(sets, names, type);
        known.set(type, fields);
        return fields;
      },
    };
  }

  function collect(sets: readonly SelectionSetNode[], names: Names, type: GraphQLObjectType): ShapedField[] {
    const fields = sets.flatMap((set) => fieldsOf(set, type.name, scope));
    return [...Map.groupBy(fields, nameOf)].map(([key, nodes]) => shaped(key, nodes, names, type));
  }

  function shaped(key: string, nodes: readonly FieldNode[], names: Names, parent: GraphQLObjectType): ShapedField {
    const [first] = nodes as [FieldNode];
    const name = first.name.value;
    const field = { key, coordinate: `${parent.name}.${name}` };
    const type = parent.getFields()[name]?.type;
    if (!type) return { ...field, answeredBy: name === '__typename' ? 'typename' : 'introspection' };
    const { raw, inner } = names.fieldOf(first, parent);
    const shape = merged(
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      inner,
    );
    return { ...field, answeredBy: 'subgraphs', raw, completion: completionOf(type), shape };
  }
}
