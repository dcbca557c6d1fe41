import { type Amount, amountIn, largestCost } from './amounts.ts';
import type { CompiledOperation, Field, Level, Target } from './compile.ts';

/** The cost of one level: a fixed part, and what each item of its sized lists adds. */
interface LevelCost {
  fixed: number;
  each: number;
}

/** One run of a compiled operation with its variables. Costs are 0 or more, and at most `largestCost`. */
export interface Run {
  compiled: CompiledOperation;
  total: number;
  amount(amount: Amount): number;
  /** The cost of calling the field once, without what it returns. */
  callCost(field: Field): number;
  /** The cost of one item of the most expensive possible type. `size`: of its sized lists. */
  itemCost(target: Target, size: number): { cost: number; option: Target['options'][number] | undefined };
  /** The number of items that the field returns when its parent field has `size`. */
  itemsOf(field: Field, size: number): number;
}

/** Computes the cost of an operation and visits each level once, however far its fragments expand. */
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
    // A recursive fragment counts nothing at its own spread.
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

/** Clamps to 0 … `largestCost`; NaN counts as the largest. */
export function bounded(cost: number): number {
  return cost < largestCost ? Math.max(0, cost) : largestCost;
}
