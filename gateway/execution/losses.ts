import type { GraphQLError } from 'graphql';
import { errorAt, unselected } from './normal-form/names.ts';

export type Path = readonly (string | number)[];

/** Tells whether an error has this path or a path within it. The set is built only where there are errors. */
export function placesOf(errors: readonly GraphQLError[]): (path: Path) => boolean {
  if (errors.length === 0) return () => false;
  const places = new Set(errors.flatMap(placesAround));
  return (path) => places.has(JSON.stringify(path));
}

/**
 * The errors that a client needs. An error at a path that the answer does not have, because only the planner selected the
 * field, moves to the object around it, or is left out where another error within that object has the same message. One
 * error is enough for each null (GraphQL specification 6.4.4); a required field of many entities would give hundreds.
 */
export function onePerLoss(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const losses = new Map<string, GraphQLError>();
  const misplaced: GraphQLError[] = [];
  for (const error of errors) {
    const place = placeIn(data, error.path ?? []);
    const key = JSON.stringify([place.path, error.message]);
    if (!place.isThere) misplaced.push(errorAt(error, place.path));
    else if (!losses.has(key)) losses.set(key, error);
  }
  if (misplaced.length === 0) return [...losses.values()];
  const reported = new Set(
    [...losses.values()].flatMap((error) => placesAround(error).map((place) => place + error.message)),
  );
  for (const error of misplaced) {
    const key = JSON.stringify(error.path) + error.message;
    if (!reported.has(key)) losses.set(key, error);
  }
  return [...losses.values()];
}

/** The place of an error and all that it is within, as JSON. */
function placesAround({ path = [] }: GraphQLError): string[] {
  return Array.from({ length: path.length + 1 }, (_, length) => JSON.stringify(path.slice(0, length)));
}

/** How far a path leads: to its end, to a null on the way, or to an object that lacks the rest of it. */
function placeIn(data: unknown, path: Path): { path: Path; isThere: boolean } {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return { path: path.slice(0, depth), isThere: path.at(-1) !== unselected };
    if (typeof value !== 'object' || !Object.hasOwn(value as object, key)) {
      return { path: path.slice(0, depth), isThere: false };
    }
    value = (value as Record<string | number, unknown>)[key];
  }
  return { path, isThere: true };
}
