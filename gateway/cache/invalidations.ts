import { compareIds, type EventId, type Invalidation } from '#kit/stores/cache-keys.ts';
import { scopeOf } from './memory.ts';

/** The numbers of tags and of events that are remembered. */
const keptTags = 20_000;
const keptEvents = 4_000;

/**
 * When each tag was invalidated last, as numbers of a sequence of this gateway. What is older than the oldest that is
 * remembered counts as invalidated.
 */
export interface Invalidations {
  /** The number of the last invalidation. */
  readonly last: number;
  /** The id of the last that came from the stream. */
  readonly lastId: EventId | undefined;
  /** Records an invalidation; `id`, if it comes from the stream. */
  record(invalidation: Invalidation, id?: EventId): void;
  /** Forgets the ids of events: ids of another generation follow. */
  forgetIds(): void;
  /** Whether one of the scoped tags was invalidated after `sequence`, or may have been. */
  hasAny(tags: readonly string[], after: number): boolean;
  /** The number of the last invalidation that a gateway knew at the event `id`; -1 when that is not remembered. */
  sequenceAt(id: EventId): number;
}

/** Opens an empty record of at most `size` tags. */
export function openInvalidations(size = keptTags): Invalidations {
  /** By scoped tag; of a tag that was invalidated in all scopes, the scope is empty. In the order of the sequence. */
  const sequences = new Map<string, number>();
  const floors = new Map<string, number>();
  let floor = 0;
  let last = 0;
  let events: { id: EventId; sequence: number }[] = [];

  function rememberId(id: EventId): void {
    events.push({ id, sequence: last });
    // Half at once: removing the first of an array is slow.
    if (events.length > 2 * keptEvents) events = events.slice(-keptEvents);
  }

  return {
    get last() {
      return last;
    },
    get lastId() {
      return events.at(-1)?.id;
    },
    record: ({ tags, scope }, id) => {
      last += 1;
      if (id) rememberId(id);
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
    forgetIds: () => {
      events = [];
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
    sequenceAt: (id) => {
      let [low, high] = [0, events.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compareIds(events[middle]?.id ?? '0-0', id) <= 0) low = middle + 1;
        else high = middle;
      }
      return events[low - 1]?.sequence ?? -1;
    },
  };
}
