import type { Data } from './answer.ts';

/** Adds to an object what another fetch brought of it: objects, and lists of the same length, place by place. */
export function mergeInto(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const [present, added] = [target[key], source[key]];
    if (isObject(present) && isObject(added)) {
      // Two lists of different lengths are not the same list; the first stands.
      if (lengthOf(present) === lengthOf(added)) mergeInto(present, added);
    } else target[key] = added;
  }
}

/** Whether a value from JSON is an object or a list. */
export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}

function lengthOf(value: object): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
