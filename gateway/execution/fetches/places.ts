import type { ResponsePath } from '@apollo/query-planner';
import type { Data } from '../response/complete-response.ts';
import type { Path } from '../response/deduplicate-errors.ts';
import { isObject } from './merge.ts';

/** A path of a plan; `@` means every item of a list. */
export interface Place {
  path: ResponsePath;
  /** By index of the path: whether several objects may share the value of this key. */
  isShared: readonly boolean[];
}

/** The objects at a place, each once. Missing objects are skipped. */
export function objectsAt(data: Data, place: Place): Data[] {
  const found: Data[] = [];
  collect(data, place, 0, found, new Set());
  return found;
}

function collect(value: unknown, place: Place, from: number, found: Data[], seen: Set<unknown>): void {
  const { path, isShared } = place;
  let at = value;
  for (let index = from; index < path.length; index += 1) {
    if (typeof at !== 'object' || at === null) return;
    const key = path[index] as string;
    if (key === '@') {
      if (Array.isArray(at)) for (const item of at) collect(item, place, index + 1, found, seen);
      return;
    }
    if (!Object.hasOwn(at, key)) return;
    at = (at as Data)[key];
    if (isShared[index]) {
      if (seen.has(at)) return;
      seen.add(at);
    }
  }
  if (typeof at === 'object' && at !== null && !Array.isArray(at)) found.push(at as Data);
}

/** The objects at a path of a plan, each with its concrete path. An object that occurs several times has several paths. */
export function* locate(value: unknown, path: ResponsePath, at: Path = []): Generator<[Data, Path]> {
  if (!isObject(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) {
    if (!Array.isArray(value)) yield [value, at];
  } else if (first !== '@') {
    if (Object.hasOwn(value, first)) yield* locate(value[first], rest, [...at, first]);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* locate(item, rest, [...at, index]);
  }
}
