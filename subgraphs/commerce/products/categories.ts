import { compareNames } from '#kit/graph/collation.ts';
import type { CategoryRow } from '../rows.ts';

/** The categories of the house as a tree. */
export interface CategoryTree {
  /** Parents before their children, siblings by rank and name. */
  all: readonly CategoryRow[];
  byId(id: string): CategoryRow | null;
  byHandle(handle: string): CategoryRow | null;
  /** The categories directly below, in the order shown. */
  children(id: string): CategoryRow[];
  /** The ids of a category and of all below it. */
  within(id: string): string[];
}

/** Makes a tree of all categories; one whose parent is not among them stands at the top. */
export function categoryTree(rows: readonly CategoryRow[]): CategoryTree {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byHandle = new Map(rows.map((row) => [row.handle, row]));
  const below = Map.groupBy(rows.toSorted(asShown), ({ parentId }) =>
    parentId && byId.has(parentId) ? parentId : null,
  );
  const children = (id: string | null) => below.get(id) ?? [];
  const descend = (row: CategoryRow): CategoryRow[] => [row, ...children(row.id).flatMap(descend)];

  return {
    all: children(null).flatMap(descend),
    byId: (id) => byId.get(id) ?? null,
    byHandle: (handle) => byHandle.get(handle) ?? null,
    children,
    within: (id) => {
      const row = byId.get(id);
      return row ? descend(row).map((each) => each.id) : [];
    },
  };
}

function asShown(one: CategoryRow, other: CategoryRow): number {
  return one.rank - other.rank || compareNames(one.name, other.name);
}
