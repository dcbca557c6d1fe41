import type { GraphQLError } from 'graphql';
import { errorAt, unselected } from '../normal-form/field-names.ts';

export type Path = readonly (string | number)[];

/** Returns a function that finds an error with this path or a path within it. */
export function findErrors(errors: readonly GraphQLError[]): (path: Path) => GraphQLError | undefined {
  if (errors.length === 0) return () => undefined;
  const byPlace = new Map(errors.flatMap((error) => placesAround(error).map((place) => [place, error] as const)));
  return (path) => byPlace.get(JSON.stringify(path));
}

/**
 * Keeps one error for each null (GraphQL specification 6.4.4): a failed `@requires` field of many entities would
 * otherwise repeat its error hundreds of times. An error at a path that the response does not have, because only the
 * planner selected the field, moves to the parent object, or is removed where another error within that object has the
 * same message.
 */
export function deduplicateErrors(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const uniqueErrors = new Map<string, GraphQLError>();
  const misplaced: GraphQLError[] = [];
  for (const error of errors) {
    const resolved = resolvePath(data, error.path ?? []);
    const key = JSON.stringify([resolved.path, error.message]);
    if (!resolved.exists) misplaced.push(errorAt(error, resolved.path));
    else if (!uniqueErrors.has(key)) uniqueErrors.set(key, error);
  }
  if (misplaced.length === 0) return [...uniqueErrors.values()];
  const reported = new Set(
    [...uniqueErrors.values()].flatMap((error) => placesAround(error).map((place) => place + error.message)),
  );
  for (const error of misplaced) {
    const key = JSON.stringify(error.path) + error.message;
    if (!reported.has(key)) uniqueErrors.set(key, error);
  }
  return [...uniqueErrors.values()];
}

/** The path of an error and all its prefixes, as JSON. */
function placesAround({ path = [] }: GraphQLError): string[] {
  return Array.from({ length: path.length + 1 }, (_, length) => JSON.stringify(path.slice(0, length)));
}

/** Follows a path to its end, to a null on the way (the null of the error), or to an object that lacks the next key. */
function resolvePath(data: unknown, path: Path): { path: Path; exists: boolean } {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return { path: path.slice(0, depth), exists: path.at(-1) !== unselected };
    if (typeof value !== 'object' || !Object.hasOwn(value as object, key)) {
      return { path: path.slice(0, depth), exists: false };
    }
    value = (value as Record<string | number, unknown>)[key];
  }
  return { path, exists: true };
}
