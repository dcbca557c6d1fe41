import type { Data } from '../response/complete-response.ts';

/** Merges the result of a fetch into an object: objects by field, and lists of the same length by index. */
export function mergeInto(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    // Against prototype pollution. No field has this name, but the value of a scalar may contain it.
    if (key === '__proto__') continue;
    const [present, added] = [target[key], source[key]];
    if (present === added) continue;
    if (isObject(present) && isObject(added)) {
      // Lists of different lengths cannot be merged; the first is kept.
      if (lengthOf(present) === lengthOf(added)) mergeInto(present, added);
    } else target[key] = added;
  }
}

/** A deep copy of a value from JSON. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: Data = {};
  // An assignment to `__proto__` would set the prototype: see `mergeInto`.
  for (const key of Object.keys(value)) if (key !== '__proto__') copy[key] = copyOf(value[key]);
  return copy;
}

/** Whether a value from JSON is an object or a list. */
export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}

function lengthOf(value: object): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
