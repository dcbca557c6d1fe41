import { compareNames } from '#kit/graph/collation.ts';
import type { CategoryRow } from '../rows.ts';

/** All categories as a tree. */
export interface CategoryTree {
  /** Parents before their children, siblings by rank and name. */
  all: readonly CategoryRow[];
  byId(id: string): CategoryRow | null;
  byHandle(handle: string): CategoryRow | null;
  /** The direct subcategories, by rank and name. */
  children(id: string): CategoryRow[];
  /** The categories above one, the top level first; at most 20. */
  ancestors(id: string): CategoryRow[];
  /** The ids of a category and all its descendants. */
  idsWithDescendants(id: string): string[];
}

/** Makes a tree of all categories. A category whose parent is missing is a root. */
export function createCategoryTree(rows: readonly CategoryRow[]): CategoryTree {
  const byId = new Map(rows.map((row) => [row.id, row]));
  // An English handle always means its own category.
  const handlesOf = ({ handle, handles }: CategoryRow) => [handle, ...Object.values(handles ?? {})];
  const byHandle = new Map([
    ...rows.flatMap((row) => handlesOf(row).map((handle) => [handle, row] as const)),
    ...rows.map((row) => [row.handles?.EN ?? row.handle, row] as const),
  ]);
  const below = Map.groupBy(rows.toSorted(byRankAndName), ({ parentId }) =>
    parentId && byId.has(parentId) ? parentId : null,
  );
  const children = (id: string | null) => below.get(id) ?? [];
  const parentOf = (id: string) => byId.get(byId.get(id)?.parentId ?? '');
  const descend = (row: CategoryRow): CategoryRow[] => [row, ...children(row.id).flatMap(descend)];

  return {
    all: children(null).flatMap(descend),
    byId: (id) => byId.get(id) ?? null,
    byHandle: (handle) => byHandle.get(handle) ?? null,
    children,
    ancestors: (id) => {
      const above: CategoryRow[] = [];
      for (let row = parentOf(id); row && above.length < mostAncestors; row = parentOf(row.id)) above.unshift(row);
      return above;
    },
    idsWithDescendants: (id) => {
      const row = byId.get(id);
      return row ? descend(row).map((each) => each.id) : [];
    },
  };
}

/** Bounds a path, also where categories are their own ancestors. */
const mostAncestors = 20;

function byRankAndName(one: CategoryRow, other: CategoryRow): number {
  return one.rank - other.rank || compareNames(one.name, other.name);
}
