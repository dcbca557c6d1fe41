import { describe, expect, it } from '@jest/globals';
import type { Log } from './log.ts';
import { poll } from './poll.ts';

describe('Work that is done every so often', () => {
  it('goes on when it fails, says so once for each row of failures, and ends when it is told to', async () => {
    const warnings: string[] = [];
    const log = { warn: (_: object, text: string) => warnings.push(text) } as unknown as Log;
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
    expect(warnings).toEqual(Array(2).fill('counting is not possible at the moment'));
  });
});
