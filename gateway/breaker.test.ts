import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createBreaker } from './breaker.ts';

function setUp({ failures = 2, answers = [] as boolean[] } = {}) {
  const states: string[] = [];
  const probes: boolean[] = [];
  const settled = Promise.withResolvers<void>();
  const breaker = createBreaker({
    failures,
    pause: 1,
    probe: async () => {
      const answer = answers[probes.length] ?? false;
      probes.push(answer);
      if (!answer) throw new Error('still down');
    },
    changed: (state) => {
      states.push(state);
      if (state === 'closed') settled.resolve();
    },
  });
  return { breaker, states, probes, closedAgain: settled.promise };
}

describe('A breaker', () => {
  it('opens at so many failures in a row, and not before', () => {
    const { breaker, states } = setUp({ failures: 2 });

    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.isClosed()).toBe(true);

    breaker.failed();
    expect(breaker.isClosed()).toBe(false);
    expect(states).toEqual(['open']);
    breaker.end();
  });

  it('probes until it is answered, and closes by itself', async () => {
    const { breaker, states, probes, closedAgain } = setUp({ failures: 1, answers: [false, false, true] });

    breaker.failed();
    await closedAgain;

    expect(probes).toEqual([false, false, true]);
    expect(states).toEqual(['open', 'closed']);
    expect(breaker.isClosed()).toBe(true);
  });

  it('probes once at a time, however many calls fail meanwhile', async () => {
    const { breaker, probes, closedAgain } = setUp({ failures: 1, answers: [true] });

    for (let i = 0; i < 10; i += 1) breaker.failed();
    await closedAgain;

    expect(probes).toEqual([true]);
  });

  it('counts anew after it has closed', async () => {
    const { breaker, closedAgain } = setUp({ failures: 2, answers: [true] });

    breaker.failed();
    breaker.failed();
    await closedAgain;
    breaker.failed();

    expect(breaker.isClosed()).toBe(true);
    breaker.end();
  });

  it('asks no more once it has ended', async () => {
    const { breaker, probes } = setUp({ failures: 1 });

    breaker.failed();
    breaker.end();
    await sleep(20);

    expect(probes).toEqual([false]);
  });
});
