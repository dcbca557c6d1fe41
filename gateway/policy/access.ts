import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Access, accessByCoordinate, joinAccess } from '#kit/graph/access.ts';
import { coordinatesIn } from './coordinates.ts';

/**
 * The access requirements of all fields of object types in a supergraph's full SDL, by coordinate `Type.field`. Fields
 * without requirements are absent. A field has the requirements of its own directives, of its type, of the type it
 * returns, and of the fields in its `@requires`. `__typename` counts as a field, so that the type of an object is
 * hidden from viewers without access to it.
 */
export function readAccess(supergraph: DocumentNode): Map<string, Access> {
  const schema = buildASTSchema(supergraph, { assumeValidSDL: true });
  const declared = accessByCoordinate(supergraph);
  const direct = new Map<string, Access | undefined>();
  const required = new Map<string, Iterable<string>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    direct.set(`${type.name}.__typename`, declared.get(type.name));
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      direct.set(coordinate, directAccess(type, field, declared));
      required.set(coordinate, requiredBy(type, field.astNode?.directives ?? [], schema));
    }
  }
  return new Map(
    [...direct.keys()].flatMap((coordinate) => {
      const access = joinAccess(reach(coordinate, required).map((reached) => direct.get(reached)));
      return access ? [[coordinate, access] as const] : [];
    }),
  );
}

/** The requirements of a field, without those of `@requires`. */
function directAccess(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  declared: ReadonlyMap<string, Access>,
): Access | undefined {
  const returned = getNamedType(field.type);
  // Only `@stepUp` can be declared on fields of interfaces. Composition copies other directives there from the
  // implementing types, which have them as well.
  const steps = type.getInterfaces().flatMap(({ name }) => declared.get(`${name}.${field.name}`)?.maxAge ?? []);
  return joinAccess([
    declared.get(type.name),
    declared.get(`${type.name}.${field.name}`),
    isAbstractType(returned) ? undefined : declared.get(returned.name),
    ...steps.map((maxAge) => ({ authenticated: true, scopes: [], maxAge })),
  ]);
}

/** The coordinates of the fields in a field's `@requires`. */
function requiredBy(
  type: GraphQLObjectType,
  directives: readonly ConstDirectiveNode[],
  schema: GraphQLSchema,
): string[] {
  const fieldSets = directives
    .filter(({ name }) => name.value === 'join__field')
    .flatMap((directive) => directive.arguments?.find(({ name }) => name.value === 'requires') ?? [])
    .map(({ value }) => getOperationAST(parse(`{ ${valueFromASTUntyped(value)} }`))?.selectionSet as SelectionSetNode);
  return fieldSets.flatMap((fieldSet) => [...coordinatesIn(fieldSet, schema, type)]);
}

/** A field and all fields that it requires, transitively. */
function reach(coordinate: string, required: ReadonlyMap<string, Iterable<string>>): string[] {
  const reached = new Set([coordinate]);
  // Iterating a set includes the elements that are added during the iteration.
  for (const step of reached) for (const next of required.get(step) ?? []) reached.add(next);
  return [...reached];
}
