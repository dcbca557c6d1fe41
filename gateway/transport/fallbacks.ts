import type { PlacedFallback } from '../execution/subgraph-request.ts';

/** A subgraph reports about a thousand at most. */
const most = 2_000;

/**
 * Reads the fields that a subgraph reports as English instead of the requested language, each as `<type>.<field>`, with the
 * key of a root field and the index of an item where they are known. Entries of another form are ignored.
 */
export function readFallbacks(reported: unknown): PlacedFallback[] | undefined {
  if (!Array.isArray(reported)) return undefined;
  const read = reported.slice(0, most).flatMap((entry): PlacedFallback[] => {
    const [, coordinate, key, index] = form.exec(String(entry)) ?? [];
    if (!coordinate) return [];
    return [{ coordinate, at: key !== undefined && index ? [key, Number(index)] : undefined }];
  });
  return read.length > 0 ? read : undefined;
}

const form = /^(\w{1,200}\.\w{1,200})(?: (\w{1,200}) (?:(\d{1,6})|\w{0,200}))?$/;
