import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { createSweep, type Sweep } from './sweep.ts';

const every = 600_000;
/** Milliseconds until the first sweep, and until a sweep that is brought forward. */
const delay = 30_000;

let read: string[];
let isAvailable: boolean;
let isBroken: boolean;
let sweep: Sweep;

beforeEach(() => {
  jest.useFakeTimers();
  read = [];
  isAvailable = true;
  isBroken = false;
  sweep = createSweep({
    catalogue: {
      async page({ read: place } = { createdAfter: null, after: null, read: 0 }) {
        const next = place < 2 ? { createdAfter: null, after: null, read: place + 1 } : undefined;
        return { ids: ['abc'.charAt(place)], next };
      },
    },
    index: { ids: async () => [] },
    prepare: async () => {},
    async refresh(ids) {
      if (isBroken) throw new Error('commerce is unavailable');
      read.push(...ids);
      if (ids.length > 0) jest.advanceTimersByTime(1_000);
      return isAvailable;
    },
    log: createLog('indexer', 'silent'),
    every,
  });
});
afterEach(() => {
  jest.useRealTimers();
});

/** What is read by ten steps after so many milliseconds. */
async function readAfter(milliseconds: number): Promise<string> {
  jest.advanceTimersByTime(milliseconds);
  read = [];
  for (let steps = 0; steps < 10; steps += 1) await sweep.step();
  return read.join('');
}

describe('A sweep', () => {
  it('rests after each page for twelve times as long as the page took', async () => {
    expect(await readAfter(delay)).toBe('a');
    expect(await readAfter(11_999)).toBe('');
    expect(await readAfter(1)).toBe('b');
    expect(await readAfter(12_000)).toBe('c');
    expect(await readAfter(every - 1)).toBe('');
    expect(await readAfter(1)).toBe('a');
  });

  it('continues with the same page after a failure', async () => {
    expect(await readAfter(delay)).toBe('a');
    isBroken = true;
    expect(await readAfter(12_000)).toBe('');
    isBroken = false;
    expect(await readAfter(delay)).toBe('b');
  });

  it('does not rest, and starts again, when changes may have been missed', async () => {
    expect(await readAfter(delay)).toBe('a');
    sweep.hasten();
    expect(await readAfter(delay - 1)).toBe('');
    expect(await readAfter(1)).toBe('abc');
  });

  it('does not rest when every product must be read again', async () => {
    sweep.restart();
    expect(await readAfter(0)).toBe('abc');
    expect(await readAfter(every)).toBe('a');
  });

  it('does not rest after one in which a source was unavailable', async () => {
    isAvailable = false;
    sweep.restart();
    expect(await readAfter(0)).toBe('abc');
    isAvailable = true;
    expect(await readAfter(delay)).toBe('abc');
    expect(await readAfter(every)).toBe('a');
  });
});
