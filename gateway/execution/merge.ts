import type { Data } from './answer.ts';

/** Merges the fields that another fetch returned into an object: objects by field, and lists of the same length by index. */
export function mergeInto(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    // It would name what all objects inherit. No field is called so; in the value of a scalar it may stand.
    if (key === '__proto__') continue;
    const [present, added] = [target[key], source[key]];
    if (isObject(present) && isObject(added)) {
      // Two lists of different lengths are not the same list; the first is kept.
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
