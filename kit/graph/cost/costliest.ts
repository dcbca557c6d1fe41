import type { Level } from './compile.ts';
import { bounded, type Run } from './evaluate.ts';

/** A response path with the cost of its own field: its calls and items, without the fields below it. */
export interface PathCost {
  /** Response keys from the root, joined by dots: `products.nodes.related`. */
  path: string;
  cost: number;
}

/** The maximum number of fields and fragments visited in one operation, because fragments can expand exponentially. */
const mostSteps = 5_000;

/** The most expensive paths of a run in descending order. Stops after 5,000 steps. */
export function costliestPaths(run: Run, count: number): PathCost[] {
  const costs = new Map<string, number>();
  let left = mostSteps;
  const root = run.itemCost(run.compiled.root, 0).option;
  if (root) visit(root.level, '', 1, 0, new Set());
  return [...costs]
    .map(([path, cost]) => ({ path, cost: Math.ceil(cost) }))
    .filter(({ cost }) => cost > 0)
    .sort((one, other) => other.cost - one.cost)
    .slice(0, count);

  function visit(level: Level, prefix: string, times: number, size: number, open: Set<Level>): void {
    left -= 1;
    if (left < 0 || open.has(level)) return;
    open.add(level);
    for (const field of level.fields) {
      if (run.amount(field.isTaken) === 0) continue;
      left -= 1;
      if (left < 0) return;
      const path = prefix + field.key;
      const innerSize = run.amount(field.sizeOfSized);
      const items = bounded(times * run.itemsOf(field, size));
      const { option } = run.itemCost(field.target, innerSize);
      const own = bounded(times * run.callCost(field) + items * (option?.weight ?? field.target.weight));
      costs.set(path, bounded((costs.get(path) ?? 0) + own));
      if (option) visit(option.level, `${path}.`, items, innerSize, open);
    }
    for (const { isTaken, level: inner } of level.spreads) {
      if (run.amount(isTaken) !== 0) visit(inner, prefix, times, size, open);
    }
    open.delete(level);
  }
}
