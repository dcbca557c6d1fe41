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
 * What every field of every object type asks, by coordinate `Type.field`, by a supergraph's full SDL; those that ask
 * nothing are absent. A field asks what is stated at it, at its type and at the type it returns, and all that the
 * fields ask which its subgraph is given for it by `@requires`. `__typename` counts as a field, so that an object does
 * not show what it is to those who may see nothing of it.
 */
export function readAccess(supergraph: DocumentNode): Map<string, Access> {
  const schema = buildASTSchema(supergraph, { assumeValidSDL: true });
  const stated = accessByCoordinate(supergraph);
  const own = new Map<string, Access | undefined>();
  const required = new Map<string, Iterable<string>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    own.set(`${type.name}.__typename`, stated.get(type.name));
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      own.set(coordinate, ownAccess(type, field, stated));
      required.set(coordinate, requiredBy(type, field.astNode?.directives ?? [], schema));
    }
  }
  return new Map(
    [...own.keys()].flatMap((coordinate) => {
      const access = joinAccess(reach(coordinate, required).map((reached) => own.get(reached)));
      return access ? [[coordinate, access] as const] : [];
    }),
  );
}

/** What is asked of a field by itself. */
function ownAccess(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  stated: ReadonlyMap<string, Access>,
): Access | undefined {
  const returned = getNamedType(field.type);
  // Composition lets nothing but `@stepUp` be stated at an interface's fields. Whatever else stands at an interface it
  // has copied from the types behind it, each of which asks for itself.
  const steps = type.getInterfaces().flatMap(({ name }) => stated.get(`${name}.${field.name}`)?.maxAge ?? []);
  return joinAccess([
    stated.get(type.name),
    stated.get(`${type.name}.${field.name}`),
    isAbstractType(returned) ? undefined : stated.get(returned.name),
    ...steps.map((maxAge) => ({ authenticated: true, scopes: [], maxAge })),
  ]);
}

/** The fields that a field's subgraphs are given for it, by coordinate. */
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

/** A field and all that it requires, however many steps away. */
function reach(coordinate: string, required: ReadonlyMap<string, Iterable<string>>): string[] {
  const reached = new Set([coordinate]);
  // A set is iterated to its end, which moves while it grows.
  for (const step of reached) for (const next of required.get(step) ?? []) reached.add(next);
  return [...reached];
}
