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
import { untypedObject } from '../normal-form/interface-objects.ts';

/**
 * How values of a type are completed and checked. It is read once from the schema. `untyped`: the type of the objects
 * of an interface whose `__typename` was not fetched: see `normal-form/interface-objects.ts`.
 */
export type Completion = { isNonNull: boolean } & (
  | { kind: 'list'; item: Completion }
  | { kind: 'object'; type: GraphQLObjectType }
  | { kind: 'abstract'; type: GraphQLAbstractType; untyped: GraphQLObjectType | undefined }
  | { kind: 'leaf'; form: LeafForm; check: (value: unknown) => LeafCheck }
);

/** The JSON of the values of a leaf: a built-in scalar, the texts of an enum's values by value, or any. */
export type LeafForm = keyof typeof scalars | 'any' | ReadonlyMap<unknown, string>;

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
    if (isEnumType(type)) return { isNonNull, kind: 'leaf', form: textsOf(type), check: enumCheck(type, supergraph) };
    if (isScalarType(type)) return { isNonNull, kind: 'leaf', form: formOf(type), check: scalarCheck(type) };
    if (isObjectType(type)) return { isNonNull, kind: 'object', type };
    return { isNonNull, kind: 'abstract', type, untyped: untypedObject(type, supergraph) };
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

function textsOf(type: GraphQLEnumType): ReadonlyMap<unknown, string> {
  return new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
}

function formOf({ name }: GraphQLScalarType): LeafForm {
  return isBuiltIn(name) ? name : 'any';
}

function isBuiltIn(name: string): name is keyof typeof scalars {
  return Object.hasOwn(scalars, name);
}

/** Custom scalars were serialised by their subgraph and are not checked here. */
function scalarCheck({ name }: GraphQLScalarType): (value: unknown) => LeafCheck {
  if (!isBuiltIn(name)) return () => 'valid';
  const isValid = scalars[name];
  return (value) => (isValid(value) ? 'valid' : 'invalid');
}

/** Whether a value is valid for a built-in scalar. `Int` has 32 bits and a sign. */
export const scalars = {
  String: (value: unknown): value is string => typeof value === 'string',
  ID: (value: unknown) => typeof value === 'string' || Number.isInteger(value),
  Boolean: (value: unknown) => typeof value === 'boolean',
  Int: (value: unknown) => Number.isInteger(value) && (value as number) >= -(2 ** 31) && (value as number) < 2 ** 31,
  // JSON has numbers that are read as infinite, such as 1e999.
  Float: (value: unknown) => Number.isFinite(value),
};
