import { type FieldNode, GraphQLError } from 'graphql';
import { nameOf } from '../selections.ts';

/** Prefix of the names that aliased fields have in subgraph requests. No field of a schema may begin with `__`. */
const aliasPrefix = '__a_';

/**
 * The name of a field in the data of the subgraphs. A client's alias may be equal to a key of an entity, to `__typename` or
 * to a name that the planner generates; with the prefix it is equal to none of them.
 */
export function rawNameOf(field: FieldNode): string {
  const name = nameOf(field);
  return name === field.name.value ? name : aliasPrefix + name;
}

/** The path in the client's answer for a path in the data of the subgraphs. */
export function clientPath(path: readonly (string | number)[]): (string | number)[] {
  return path.map((key) =>
    typeof key === 'string' && key.startsWith(aliasPrefix) ? key.slice(aliasPrefix.length) : key,
  );
}

/** The same error at another path. */
export function errorAt(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, { path, extensions, originalError: error.originalError ?? error });
}
