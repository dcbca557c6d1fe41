import { describe, expect, it } from '@jest/globals';
import { createBudget } from './budget.ts';
import type { BuiltPlan } from './plan-builder.ts';
import { createPlanCache } from './plan-cache.ts';
import { tooComplex } from './too-complex.ts';

const plan = { kind: 'QueryPlan' } as const;
const forever = Number.POSITIVE_INFINITY;
const me = { budget: 'me', deadline: forever };

/** A plan cache over `build`, and the operations that were built. */
function openWith(build: (operation: string) => Promise<BuiltPlan>, budget = { burst: 1_000, restored: 100 }) {
  const requested: string[] = [];
  const time = { now: 0 };
  const plans = createPlanCache(
    {
      build: (operation) => {
        requested.push(operation);
        return build(operation);
      },
    },
    { budget: createBudget(budget), maxSize: 100, clock: () => time.now },
  );
  return { plans, requested, time };
}

describe('Plans', () => {
  it('are built once for concurrent requests', async () => {
    const { plans, requested } = openWith(async () => ({ plan, cpuTime: 1, size: 10 }));

    await Promise.all([plans.get('a', me), plans.get('a', { ...me, budget: 'you' })]);
    await plans.get('a', me);

    expect(requested).toEqual(['a']);
    expect(plans.builtCount()).toBe(1);
  });

  it('are kept up to a size, and the least recently used are evicted', async () => {
    const { plans, requested } = openWith(async () => ({ plan, cpuTime: 0, size: 39 }));

    for (const operation of ['a', 'b', 'a', 'c', 'a', 'b']) await plans.get(operation, me);

    expect(requested).toEqual(['a', 'b', 'c', 'b']);
  });

  it('that are too complex are not built again', async () => {
    const { plans, requested } = openWith(async () => {
      throw tooComplex('Too much.');
    });

    for (const _ of [1, 2, 3]) await expect(plans.get('a', me)).rejects.toThrow('Too much.');

    expect(requested).toEqual(['a']);
  });

  it('that are too complex are remembered up to a total size', async () => {
    const { plans, requested } = openWith(async () => {
      throw tooComplex('Too much.');
    });
    const long = ['a', 'b', 'c'].map((letter) => letter.repeat(400_000));

    for (const operation of [...long, ...long.toReversed()])
      await expect(plans.get(operation, me)).rejects.toThrow('Too much.');

    expect(requested.map(([letter]) => letter)).toEqual(['a', 'b', 'c', 'a']);
  });

  it('that fail for another reason are built again', async () => {
    const { plans, requested } = openWith(async () => {
      throw new Error('crash');
    });

    for (const _ of [1, 2]) await expect(plans.get('a', me)).rejects.toThrow('crash');

    expect(requested).toEqual(['a', 'a']);
  });

  it('that are late are rejected for the waiting request, and cached for others', async () => {
    let finish: (made: BuiltPlan) => void = () => {};
    const { plans, requested } = openWith(() => new Promise((resolve) => (finish = resolve)));

    const late = plans.get('a', { budget: 'me', deadline: 0 });
    await expect(late).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_TIMEOUT' } });
    finish({ plan, cpuTime: 1, size: 1 });

    expect(await plans.get('a', me)).toBe(plan);
    expect(requested).toEqual(['a']);
  });
});

describe('The budget of planning', () => {
  it('is used up by new plans, for each requester separately, and is restored over time', async () => {
    const { plans, time } = openWith(async () => ({ plan, cpuTime: 500, size: 1 }));
    await plans.get('a', me);
    await plans.get('b', me);

    await expect(plans.get('c', me)).rejects.toMatchObject({
      // Fifty milliseconds are reserved for a plan, and a hundred are restored each second.
      extensions: { code: 'THROTTLED', retryAfterMs: 500 },
    });
    await plans.get('c', { ...me, budget: 'you' });
    time.now = 490;
    await expect(plans.get('d', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED', retryAfterMs: 10 } });
    time.now = 500;
    expect(await plans.get('d', me)).toBe(plan);
  });

  it('is not used by cached plans, nor by AXIOM’s own services', async () => {
    const { plans } = openWith(async () => ({ plan, cpuTime: 2_000, size: 1 }));
    await plans.get('a', me);

    expect(await plans.get('a', me)).toBe(plan);
    await expect(plans.get('b', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED' } });
    expect(await plans.get('b', { budget: undefined, deadline: forever })).toBe(plan);
    expect(await plans.get('c', { budget: undefined, deadline: forever })).toBe(plan);
  });

  it('reserves time while plans are being built, so that many concurrent ones are rejected', async () => {
    const { plans, requested } = openWith(() => new Promise(() => {}), { burst: 100, restored: 10 });
    void plans.get('a', me);
    void plans.get('b', me);

    await expect(plans.get('c', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED' } });
    expect(requested).toEqual(['a', 'b']);
  });
});
