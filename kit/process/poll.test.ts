import { describe, expect, it } from '@jest/globals';
import type { Log } from './log.ts';
import { poll } from './poll.ts';

describe('poll', () => {
  it('continues after failures, logs the first failure of each row, and ends when the signal aborts', async () => {
    const warnings: object[] = [];
    const log = { warn: (entry: object) => warnings.push(entry) } as unknown as Log;
    const closing = new AbortController();
    const outcomes = ['fails', 'fails', 'works', 'fails', 'ends'];
    const seen: string[] = [];

    await poll(
      1,
      'counting',
      async () => {
        const outcome = outcomes.shift() as string;
        seen.push(outcome);
        if (outcome === 'fails') throw new Error('no');
        if (outcome === 'ends') closing.abort();
      },
      { log, signal: closing.signal },
    );

    expect(seen).toEqual(['fails', 'fails', 'works', 'fails', 'ends']);
    expect(warnings).toMatchObject(Array(2).fill({ event: 'task_failed', task: 'counting' }));
  });
});
