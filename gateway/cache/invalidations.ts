import { scopeOf } from './memory.ts';

/** The number of tags whose last invalidation is remembered. */
const keptTags = 20_000;

/**
 * When each tag was invalidated last, as numbers of a local sequence. What is older than the oldest that is kept is not
 * known: it counts as invalidated.
 */
export interface Invalidations {
  /** The number of the last invalidation. */
  readonly last: number;
  /** Records that tags were invalidated: of one scope, or of all. `*` means all tags. */
  record(tags: readonly string[], scope?: string): void;
  /** Whether one of the scoped tags was invalidated after `sequence`, or may have been. */
  hasAny(tags: readonly string[], after: number): boolean;
}

/** Opens an empty record of at most `size` tags. */
export function openInvalidations(size = keptTags): Invalidations {
  /** By scoped tag; of a tag that was invalidated in all scopes, the scope is empty. In the order of the sequence. */
  const sequences = new Map<string, number>();
  const floors = new Map<string, number>();
  let floor = 0;
  let last = 0;

  return {
    get last() {
      return last;
    },
    record: (tags, scope) => {
      last += 1;
      for (const tag of tags) {
        if (tag === '*') {
          if (scope === undefined) floor = last;
          else floors.set(scope, last);
          continue;
        }
        const name = `${scope ?? ''}/${tag}`;
        sequences.delete(name);
        sequences.set(name, last);
      }
      for (const [name, sequence] of sequences) {
        if (sequences.size <= size) break;
        sequences.delete(name);
        floor = Math.max(floor, sequence);
      }
    },
    hasAny: (tags, after) => {
      if (after >= last) return false;
      if (after < floor) return true;
      const isAfter = (sequence = 0) => sequence > after;
      return tags.some((tag) => {
        const scope = scopeOf(tag);
        return (
          isAfter(floors.get(scope)) || isAfter(sequences.get(tag)) || isAfter(sequences.get(tag.slice(scope.length)))
        );
      });
    },
  };
}
