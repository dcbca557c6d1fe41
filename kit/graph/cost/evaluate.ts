import { type Amount, amountIn, largestCost } from './amounts.ts';
import type { CompiledOperation, Field, Level, Target } from './compile.ts';

/** The cost of one level: what it costs at any size of its parent, and what each item of its sized lists adds. */
interface LevelCost {
  fixed: number;
  each: number;
}

/** One run of a compiled operation, with the amounts of its variables. Costs are 0 or more and never more than `largestCost`. */
export interface Run {
  compiled: CompiledOperation;
  total: number;
  amount(amount: Amount): number;
  /** Cost of calling the field once, without what it returns. */
  callCost(field: Field): number;
  /** Cost of one item, of the most expensive possible type. `size`: of its sized lists. */
  itemCost(target: Target, size: number): { cost: number; option: Target['options'][number] | undefined };
  /** How many items the field returns where the field above it has `size`. */
  itemsOf(field: Field, size: number): number;
}

/** Counts an operation once: each level is visited a single time, whatever its fragments unfold to. */
export function evaluate(compiled: CompiledOperation, values: readonly number[]): Run {
  const costs: (LevelCost | undefined)[] = new Array(compiled.levels);
  const amount = (given: Amount) => amountIn(given, values);
  const run: Run = {
    compiled,
    total: 0,
    amount,
    callCost: ({ weight, argumentWeight }) => bounded(weight + amount(argumentWeight)),
    itemCost,
    itemsOf: ({ size }, parentSize) => (size === 'parent' ? parentSize : amount(size)),
  };
  run.total = itemCost(compiled.root, 0).cost;
  return run;

  function itemCost({ weight, options }: Target, size: number) {
    let most: { cost: number; option: Target['options'][number] | undefined } = {
      cost: options.length === 0 ? bounded(weight) : 0,
      option: undefined,
    };
    for (const option of options) {
      const { fixed, each } = levelCost(option.level);
      const cost = bounded(option.weight + fixed + each * size);
      if (!most.option || cost > most.cost) most = { cost, option };
    }
    return most;
  }

  function levelCost(level: Level): LevelCost {
    const found = costs[level.index];
    if (found) return found;
    // Where a fragment spreads itself, it counts nothing the second time.
    const cost = { fixed: 0, each: 0 };
    costs[level.index] = cost;
    for (const field of level.fields) {
      if (amount(field.isTaken) === 0) continue;
      const item = itemCost(field.target, amount(field.sizeOfSized)).cost;
      const isSized = field.size === 'parent';
      cost.fixed = bounded(cost.fixed + run.callCost(field) + (isSized ? 0 : run.itemsOf(field, 0) * item));
      if (isSized) cost.each = bounded(cost.each + item);
    }
    for (const { isTaken, level: inner } of level.spreads) {
      if (amount(isTaken) === 0) continue;
      const spread = levelCost(inner);
      cost.fixed = bounded(cost.fixed + spread.fixed);
      cost.each = bounded(cost.each + spread.each);
    }
    return cost;
  }
}

/** Within 0 and `largestCost`; what is no number counts as the largest. */
export function bounded(cost: number): number {
  return cost < largestCost ? Math.max(0, cost) : largestCost;
}
