import { describe, expect, it } from '@jest/globals';
import { createBudget } from './budget.ts';
import type { Made } from './maker.ts';
import { tooComplex } from './planner.ts';
import { openPlans } from './plans.ts';

const plan = { kind: 'QueryPlan' } as const;
const forever = Number.POSITIVE_INFINITY;
const me = { budget: 'me', deadline: forever };

/** Plans by `make`, and the operations that it was asked for. */
function openWith(make: (operation: string) => Promise<Made>, budget = { burst: 1_000, restored: 100 }) {
  const asked: string[] = [];
  const time = { now: 0 };
  const plans = openPlans(
    {
      make: (operation) => {
        asked.push(operation);
        return make(operation);
      },
    },
    { budget: createBudget(budget), maxSize: 100, clock: () => time.now },
  );
  return { plans, asked, time };
}

describe('Plans', () => {
  it('are made once, however many ask for one at the same time', async () => {
    const { plans, asked } = openWith(async () => ({ plan, took: 1, size: 10 }));

    await Promise.all([plans.planOf('a', me), plans.planOf('a', { ...me, budget: 'you' })]);
    await plans.planOf('a', me);

    expect(asked).toEqual(['a']);
    expect(plans.made()).toBe(1);
  });

  it('are kept up to a size, those used last before others', async () => {
    const { plans, asked } = openWith(async () => ({ plan, took: 0, size: 39 }));

    for (const operation of ['a', 'b', 'a', 'c', 'a', 'b']) await plans.planOf(operation, me);

    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('that take too much are not tried again', async () => {
    const { plans, asked } = openWith(async () => {
      throw tooComplex('Too much.');
    });

    for (const _ of [1, 2, 3]) await expect(plans.planOf('a', me)).rejects.toThrow('Too much.');

    expect(asked).toEqual(['a']);
  });

  it('that take too much are remembered up to a size of their operations', async () => {
    const { plans, asked } = openWith(async () => {
      throw tooComplex('Too much.');
    });
    const long = ['a', 'b', 'c'].map((letter) => letter.repeat(400_000));

    for (const operation of [...long, ...long.toReversed()])
      await expect(plans.planOf(operation, me)).rejects.toThrow('Too much.');

    expect(asked.map(([letter]) => letter)).toEqual(['a', 'b', 'c', 'a']);
  });

  it('that fail for another reason are tried again', async () => {
    const { plans, asked } = openWith(async () => {
      throw new Error('crash');
    });

    for (const _ of [1, 2]) await expect(plans.planOf('a', me)).rejects.toThrow('crash');

    expect(asked).toEqual(['a', 'a']);
  });

  it('that do not come in time are given up by those who asked, and kept for others', async () => {
    let finish: (made: Made) => void = () => {};
    const { plans, asked } = openWith(() => new Promise((resolve) => (finish = resolve)));

    const late = plans.planOf('a', { budget: 'me', deadline: 0 });
    await expect(late).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_TIMEOUT' } });
    finish({ plan, took: 1, size: 1 });

    expect(await plans.planOf('a', me)).toBe(plan);
    expect(asked).toEqual(['a']);
  });
});

describe('The budget of planning', () => {
  it('is used up by what new plans take, by each requester separately, and comes back in time', async () => {
    const { plans, time } = openWith(async () => ({ plan, took: 500, size: 1 }));
    await plans.planOf('a', me);
    await plans.planOf('b', me);

    await expect(plans.planOf('c', me)).rejects.toMatchObject({
      // Fifty milliseconds are set aside for a plan, and a hundred come back in a second.
      extensions: { code: 'THROTTLED', retryAfterMs: 500 },
    });
    await plans.planOf('c', { ...me, budget: 'you' });
    time.now = 490;
    await expect(plans.planOf('d', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED', retryAfterMs: 10 } });
    time.now = 500;
    expect(await plans.planOf('d', me)).toBe(plan);
  });

  it('is not used by known plans, nor by the services of the house', async () => {
    const { plans } = openWith(async () => ({ plan, took: 2_000, size: 1 }));
    await plans.planOf('a', me);

    expect(await plans.planOf('a', me)).toBe(plan);
    await expect(plans.planOf('b', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED' } });
    expect(await plans.planOf('b', { budget: undefined, deadline: forever })).toBe(plan);
    expect(await plans.planOf('c', { budget: undefined, deadline: forever })).toBe(plan);
  });

  it('sets time aside while plans are being made, so that many at once are not let in', async () => {
    const { plans, asked } = openWith(() => new Promise(() => {}), { burst: 100, restored: 10 });
    void plans.planOf('a', me);
    void plans.planOf('b', me);

    await expect(plans.planOf('c', me)).rejects.toMatchObject({ extensions: { code: 'THROTTLED' } });
    expect(asked).toEqual(['a', 'b']);
  });
});
