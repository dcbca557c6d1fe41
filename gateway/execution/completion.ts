import {
  type GraphQLAbstractType,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** How values of a type are completed and checked. It is read once from the schema. */
export type Completion = { isNonNull: boolean } & (
  | { kind: 'list'; item: Completion }
  | { kind: 'object'; type: GraphQLObjectType }
  | { kind: 'abstract'; type: GraphQLAbstractType }
  | { kind: 'leaf'; check: (value: unknown) => LeafCheck }
);

/** `hidden`: a value that is valid in the supergraph but `@inaccessible`. */
type LeafCheck = 'valid' | 'hidden' | 'invalid';

/** Reads types of the API schema. `supergraph`: the full schema, with `@inaccessible` elements. */
export function completionsIn(supergraph: GraphQLSchema): (type: GraphQLOutputType) => Completion {
  const known = new WeakMap<GraphQLOutputType, Completion>();
  return completionOf;

  function completionOf(type: GraphQLOutputType): Completion {
    const completion = known.get(type) ?? read(type);
    known.set(type, completion);
    return completion;
  }

  function read(type: GraphQLOutputType): Completion {
    if (isNonNullType(type)) return { ...completionOf(type.ofType), isNonNull: true };
    const isNonNull = false;
    if (isListType(type)) return { isNonNull, kind: 'list', item: completionOf(type.ofType) };
    if (isEnumType(type)) return { isNonNull, kind: 'leaf', check: enumCheck(type, supergraph) };
    if (isScalarType(type)) return { isNonNull, kind: 'leaf', check: scalarCheck(type) };
    return isObjectType(type) ? { isNonNull, kind: 'object', type } : { isNonNull, kind: 'abstract', type };
  }
}

function enumCheck(type: GraphQLEnumType, supergraph: GraphQLSchema): (value: unknown) => LeafCheck {
  const fullType = supergraph.getType(type.name);
  return (value) => {
    if (typeof value !== 'string') return 'invalid';
    if (type.getValue(value)) return 'valid';
    return isEnumType(fullType) && fullType.getValue(value) ? 'hidden' : 'invalid';
  };
}

/** Custom scalars were serialised by their subgraph and are not checked here. */
function scalarCheck({ name }: GraphQLScalarType): (value: unknown) => LeafCheck {
  const isValid = builtIn[name];
  return isValid ? (value) => (isValid(value) ? 'valid' : 'invalid') : () => 'valid';
}

const builtIn: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31,
  Float: (value) => typeof value === 'number',
};
